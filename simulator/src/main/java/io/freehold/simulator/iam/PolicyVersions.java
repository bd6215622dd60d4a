package io.freehold.simulator.iam;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.ManagedPolicy.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;

/** What managed policies said and say. */
final class PolicyVersions {
  private static final int MOST = 5;

  private final Sites<AccountIam> accounts;
  private final Policies policies;

  PolicyVersions(Sites<AccountIam> accounts, Policies policies) {
    this.accounts = accounts;
    this.policies = policies;
  }

  CreatePolicyVersionResponse create(Endpoint endpoint, CreatePolicyVersionRequest request) {
    String arn = request.policyArn();
    return endpoint.call(
        policies.writing("CreatePolicyVersion", arn),
        context -> {
          Policies.check(request.policyDocument());
          if (policies.own(context, arn).versions().size() >= MOST) {
            throw Refusals.limit(
                "A managed policy can have up to 5 versions. Before you create a new version, you"
                    + " must delete an existing version.");
          }
          Instant now = context.now().truncatedTo(ChronoUnit.SECONDS);
          boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
          accounts
              .at(context.location())
              .policies()
              .change(arn, policy -> policy.adding(request.policyDocument(), asDefault, now));
          ManagedPolicy changed = policies.own(context, arn);
          return CreatePolicyVersionResponse.builder()
              .policyVersion(Shapes.listed(changed, changed.versions().getLast()))
              .build();
        });
  }

  GetPolicyVersionResponse get(Endpoint endpoint, GetPolicyVersionRequest request) {
    return endpoint.call(
        policies.reading("GetPolicyVersion", request.policyArn()),
        context -> {
          ManagedPolicy policy = policies.seen(context, request.policyArn());
          Version version =
              policy
                  .version(request.versionId())
                  .orElseThrow(() -> noSuchVersion(policy, request.versionId()));
          return GetPolicyVersionResponse.builder()
              .policyVersion(Shapes.whole(policy, version))
              .build();
        });
  }

  ListPolicyVersionsResponse list(Endpoint endpoint, ListPolicyVersionsRequest request) {
    return endpoint.call(
        policies.reading("ListPolicyVersions", request.policyArn()),
        context -> {
          ManagedPolicy policy = policies.seen(context, request.policyArn());
          Page<Version> page =
              Shapes.page(policy.versions().reversed(), request.maxItems(), request.marker());
          return ListPolicyVersionsResponse.builder()
              .versions(
                  page.items().stream().map(version -> Shapes.listed(policy, version)).toList())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  DeletePolicyVersionResponse delete(Endpoint endpoint, DeletePolicyVersionRequest request) {
    String arn = request.policyArn();
    return endpoint.call(
        policies.writing("DeletePolicyVersion", arn),
        context -> {
          ManagedPolicy policy = policies.own(context, arn);
          if (policy.version(request.versionId()).isEmpty()) {
            throw noSuchVersion(policy, request.versionId());
          }
          if (policy.defaultVersion().equals(request.versionId())) {
            throw Refusals.conflict("Cannot delete the default version of a policy.");
          }
          accounts
              .at(context.location())
              .policies()
              .change(arn, one -> one.without(request.versionId()));
          return DeletePolicyVersionResponse.builder().build();
        });
  }

  private static RuntimeException noSuchVersion(ManagedPolicy policy, String versionId) {
    return Refusals.noSuchEntity(
        "Policy "
            + policy.arn()
            + " version "
            + versionId
            + " does not exist or is not attachable.");
  }
}
