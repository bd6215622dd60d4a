package io.freehold.simulator.iam;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.policy.PolicyKind;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** Managed policies. */
final class Policies {
  private static final int LONGEST = 6144;

  private final Sites<AccountIam> accounts;

  Policies(Sites<AccountIam> accounts) {
    this.accounts = accounts;
  }

  private AccountIam account(CallContext context) {
    return accounts.at(context.location());
  }

  private Access.Question onPolicy(CallContext context, Access access, String arn) {
    return access
        .on(arn)
        .resourceTags(account(context).policy(arn).map(ManagedPolicy::tags).orElse(Map.of()));
  }

  CallSpec reading(String name, String arn) {
    return CallSpec.read(name).asking((context, access) -> onPolicy(context, access, arn));
  }

  CallSpec writing(String name, String arn) {
    return CallSpec.write(name).asking((context, access) -> onPolicy(context, access, arn));
  }

  /** The policy as reads see it. */
  ManagedPolicy seen(CallContext context, String arn) {
    return AwsManagedPolicies.find(arn)
        .or(() -> account(context).policies().seen(arn))
        .orElseThrow(() -> Refusals.noSuchPolicy(arn));
  }

  /** A customer's own policy, to change it. */
  ManagedPolicy own(CallContext context, String arn) {
    return account(context).policies().known(arn).orElseThrow(() -> Refusals.noSuchPolicy(arn));
  }

  static void check(String document) {
    if (Refusals.size(document) > LONGEST) {
      throw Refusals.quota("PolicySize", LONGEST);
    }
    Refusals.checkDocument(PolicyKind.IDENTITY, document);
  }

  CreatePolicyResponse create(Endpoint endpoint, CreatePolicyRequest request) {
    String path = request.path() == null ? "/" : request.path();
    CallSpec spec =
        CallSpec.write("CreatePolicy")
            .asking((context, access) -> {
              String arn = account(context).policyArn(path, request.policyName());
              Map<String, String> tags = TagRules.of(request.tags());
              access.on(arn).requestTags(tags);
              if (!tags.isEmpty()) {
                access.to("iam:TagPolicy", arn).requestTags(tags);
              }
            });
    return endpoint.call(
        spec,
        context -> {
          AccountIam account = account(context);
          Refusals.checkName("policyName", request.policyName(), 128);
          Refusals.checkPath(path);
          check(request.policyDocument());
          boolean taken =
              account.policies().actual().values().stream()
                  .anyMatch(policy -> policy.name().equalsIgnoreCase(request.policyName()));
          if (taken) {
            throw Refusals.exists(
                "A policy called "
                    + request.policyName()
                    + " already exists. Duplicate names are not allowed.");
          }
          ManagedPolicy policy =
              ManagedPolicy.first(
                  request.policyName(),
                  path,
                  account.uniqueId("ANPA"),
                  account.policyArn(path, request.policyName()),
                  request.description() == null ? "" : request.description(),
                  request.policyDocument(),
                  context.now().truncatedTo(ChronoUnit.SECONDS),
                  TagRules.of(request.tags()));
          account.policies().put(policy.arn(), policy);
          return CreatePolicyResponse.builder().policy(Shapes.whole(account, policy)).build();
        });
  }

  GetPolicyResponse get(Endpoint endpoint, GetPolicyRequest request) {
    return endpoint.call(
        reading("GetPolicy", request.policyArn()),
        context ->
            GetPolicyResponse.builder()
                .policy(Shapes.whole(account(context), seen(context, request.policyArn())))
                .build());
  }

  ListPoliciesResponse list(Endpoint endpoint, ListPoliciesRequest request) {
    String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
    PolicyScopeType scope = request.scope() == null ? PolicyScopeType.ALL : request.scope();
    return endpoint.read(
        "ListPolicies",
        context -> {
          AccountIam account = account(context);
          List<ManagedPolicy> all = new ArrayList<>();
          if (scope != PolicyScopeType.AWS) {
            all.addAll(account.policies().seen().values());
          }
          if (scope != PolicyScopeType.LOCAL) {
            all.addAll(AwsManagedPolicies.all());
          }
          all.removeIf(
              policy -> !policy.path().startsWith(prefix) || unused(account, policy, request));
          all.sort(Comparator.comparing(ManagedPolicy::arn));
          Page<ManagedPolicy> page = Shapes.page(all, request.maxItems(), request.marker());
          return ListPoliciesResponse.builder()
              .policies(
                  page.items().stream().map(policy -> Shapes.listed(account, policy)).toList())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  /** Whether the request leaves out policies of this use. */
  private static boolean unused(
      AccountIam account, ManagedPolicy policy, ListPoliciesRequest request) {
    boolean attached = account.attachments(policy.arn()) > 0;
    boolean bounding = account.boundaries(policy.arn()) > 0;
    boolean wantsBoundaries = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY;
    if (request.policyUsageFilter() != null) {
      return wantsBoundaries ? !bounding : !attached;
    }
    return Boolean.TRUE.equals(request.onlyAttached()) && !attached;
  }

  DeletePolicyResponse delete(Endpoint endpoint, DeletePolicyRequest request) {
    return endpoint.call(
        writing("DeletePolicy", request.policyArn()),
        context -> {
          AccountIam account = account(context);
          ManagedPolicy policy = own(context, request.policyArn());
          if (account.attachments(policy.arn()) + account.boundaries(policy.arn()) > 0) {
            throw Refusals.conflict("Cannot delete a policy attached to entities.");
          }
          if (policy.versions().size() > 1) {
            throw Refusals.conflict(
                "This policy has more than one version. Before you delete a policy, you must"
                    + " delete the policy's versions. The default version is deleted with the"
                    + " policy.");
          }
          account.policies().remove(policy.arn());
          return DeletePolicyResponse.builder().build();
        });
  }

  TagPolicyResponse tag(Endpoint endpoint, TagPolicyRequest request) {
    CallSpec spec =
        CallSpec.write("TagPolicy")
            .asking((context, access) ->
                onPolicy(context, access, request.policyArn())
                    .requestTags(TagRules.of(request.tags())));
    return endpoint.call(
        spec,
        context -> {
          own(context, request.policyArn());
          List<Tag> more = request.tags();
          account(context)
              .policies()
              .change(
                  request.policyArn(),
                  policy -> policy.tagged(TagRules.added(policy.tags(), more)));
          return TagPolicyResponse.builder().build();
        });
  }

  UntagPolicyResponse untag(Endpoint endpoint, UntagPolicyRequest request) {
    CallSpec spec =
        CallSpec.write("UntagPolicy")
            .asking((context, access) ->
                onPolicy(context, access, request.policyArn())
                    .tagKeys(Set.copyOf(request.tagKeys())));
    return endpoint.call(
        spec,
        context -> {
          own(context, request.policyArn());
          account(context)
              .policies()
              .change(
                  request.policyArn(),
                  policy -> policy.tagged(TagRules.without(policy.tags(), request.tagKeys())));
          return UntagPolicyResponse.builder().build();
        });
  }

  ListPolicyTagsResponse listTags(Endpoint endpoint, ListPolicyTagsRequest request) {
    return endpoint.call(
        reading("ListPolicyTags", request.policyArn()),
        context -> {
          Page<Tag> page =
              Shapes.page(
                  TagRules.list(seen(context, request.policyArn()).tags()),
                  request.maxItems(),
                  request.marker());
          return ListPolicyTagsResponse.builder()
              .tags(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }
}
