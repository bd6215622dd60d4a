package io.freehold.simulator.iam;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.policy.PolicyKind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** What roles may do: inline policies, and managed ones attached to them. */
final class RolePolicies {
  private static final int LONGEST_INLINE = 10_240;

  private final World world;
  private final Sites<AccountIam> accounts;
  private final Roles roles;

  RolePolicies(World world, Sites<AccountIam> accounts, Roles roles) {
    this.world = world;
    this.accounts = accounts;
    this.roles = roles;
  }

  private AccountIam account(CallContext context) {
    return accounts.at(context.location());
  }

  private CallSpec bounded(String name, String roleName) {
    return CallSpec.write(name)
        .asking((context, access) -> roles.onBoundedRole(context, access, roleName));
  }

  PutRolePolicyResponse put(Endpoint endpoint, PutRolePolicyRequest request) {
    return endpoint.call(
        bounded("PutRolePolicy", request.roleName()),
        context -> {
          Refusals.checkName("policyName", request.policyName(), 128);
          Refusals.checkDocument(PolicyKind.IDENTITY, request.policyDocument());
          IamRole next =
              account(context)
                  .role(request.roleName())
                  .withInline(request.policyName(), request.policyDocument());
          if (next.inline().values().stream().mapToInt(Refusals::size).sum() > LONGEST_INLINE) {
            throw Refusals.limit(
                "Maximum policy size of "
                    + LONGEST_INLINE
                    + " bytes exceeded for role "
                    + request.roleName());
          }
          roles.change(
              context,
              request.roleName(),
              role -> role.withInline(request.policyName(), request.policyDocument()));
          return PutRolePolicyResponse.builder().build();
        });
  }

  GetRolePolicyResponse get(Endpoint endpoint, GetRolePolicyRequest request) {
    return endpoint.call(
        roles.reading("GetRolePolicy", request.roleName()),
        context -> {
          IamRole role = account(context).seenRole(request.roleName());
          String document =
              Optional.ofNullable(role.inline().get(request.policyName()))
                  .orElseThrow(() -> noSuchInline(request.policyName()));
          return GetRolePolicyResponse.builder()
              .roleName(role.name())
              .policyName(request.policyName())
              .policyDocument(Shapes.encoded(document))
              .build();
        });
  }

  ListRolePoliciesResponse list(Endpoint endpoint, ListRolePoliciesRequest request) {
    return endpoint.call(
        roles.reading("ListRolePolicies", request.roleName()),
        context -> {
          Page<String> page =
              Shapes.page(
                  account(context).seenRole(request.roleName()).inline().keySet().stream()
                      .sorted()
                      .toList(),
                  request.maxItems(),
                  request.marker());
          return ListRolePoliciesResponse.builder()
              .policyNames(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  DeleteRolePolicyResponse delete(Endpoint endpoint, DeleteRolePolicyRequest request) {
    return endpoint.call(
        bounded("DeleteRolePolicy", request.roleName()),
        context -> {
          IamRole role = account(context).role(request.roleName());
          if (!role.inline().containsKey(request.policyName())) {
            throw noSuchInline(request.policyName());
          }
          roles.change(context, request.roleName(), one -> one.withoutInline(request.policyName()));
          return DeleteRolePolicyResponse.builder().build();
        });
  }

  private CallSpec attaching(String name, String roleName, String policyArn) {
    return CallSpec.write(name)
        .asking((context, access) ->
            roles.onBoundedRole(context, access, roleName).with("iam:PolicyARN", policyArn));
  }

  AttachRolePolicyResponse attach(Endpoint endpoint, AttachRolePolicyRequest request) {
    return endpoint.call(
        attaching("AttachRolePolicy", request.roleName(), request.policyArn()),
        context -> {
          IamRole role = account(context).role(request.roleName());
          if (account(context).policy(request.policyArn()).isEmpty()) {
            throw Refusals.noSuchEntity(
                "Policy " + request.policyArn() + " does not exist or is not attachable.");
          }
          if (!role.attached().contains(request.policyArn())) {
            world
                .quotas()
                .require(
                    "L-0DA4ABF3",
                    role.attached().size(),
                    () -> Refusals.quota("PoliciesPerRole", world.quotas().limit("L-0DA4ABF3")));
          }
          roles.change(context, request.roleName(), one -> one.attaching(request.policyArn()));
          return AttachRolePolicyResponse.builder().build();
        });
  }

  DetachRolePolicyResponse detach(Endpoint endpoint, DetachRolePolicyRequest request) {
    return endpoint.call(
        attaching("DetachRolePolicy", request.roleName(), request.policyArn()),
        context -> {
          IamRole role = account(context).role(request.roleName());
          if (!role.attached().contains(request.policyArn())) {
            throw Refusals.noSuchPolicy(request.policyArn());
          }
          roles.change(context, request.roleName(), one -> one.detaching(request.policyArn()));
          return DetachRolePolicyResponse.builder().build();
        });
  }

  ListAttachedRolePoliciesResponse listAttached(
      Endpoint endpoint, ListAttachedRolePoliciesRequest request) {
    return endpoint.call(
        roles.reading("ListAttachedRolePolicies", request.roleName()),
        context -> {
          String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
          List<String> arns =
              account(context).seenRole(request.roleName()).attached().stream()
                  .filter(arn -> pathOf(arn).startsWith(prefix))
                  .toList();
          Page<String> page = Shapes.page(arns, request.maxItems(), request.marker());
          return ListAttachedRolePoliciesResponse.builder()
              .attachedPolicies(page.items().stream().map(Shapes::attached).toList())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  private static String pathOf(String policyArn) {
    return policyArn.substring(policyArn.indexOf(":policy/") + ":policy".length());
  }

  private static RuntimeException noSuchInline(String name) {
    return Refusals.noSuchEntity("The role policy with name " + name + " cannot be found.");
  }
}
