package io.freehold.simulator.iam;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/**
 * All roles and policies of an account, in one read. As AWS gives it: a role without its
 * description and longest session, a policy without its tags.
 */
final class AccountDetails {
  private static final Set<EntityType> SIMULATED =
      Set.of(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY, EntityType.AWS_MANAGED_POLICY);

  private final Sites<AccountIam> accounts;

  AccountDetails(Sites<AccountIam> accounts) {
    this.accounts = accounts;
  }

  private sealed interface Detail {}

  private record OfRole(IamRole role) implements Detail {}

  private record OfPolicy(ManagedPolicy policy) implements Detail {}

  GetAccountAuthorizationDetailsResponse get(
      Endpoint endpoint, GetAccountAuthorizationDetailsRequest request) {
    return endpoint.read(
        "GetAccountAuthorizationDetails",
        context -> {
          AccountIam account = accounts.at(context.location());
          Page<Detail> page =
              Shapes.page(all(context, request.filter()), request.maxItems(), request.marker());
          List<RoleDetail> roles = new ArrayList<>();
          List<ManagedPolicyDetail> policies = new ArrayList<>();
          for (Detail detail : page.items()) {
            switch (detail) {
              case OfRole(IamRole role) -> roles.add(detail(account, role));
              case OfPolicy(ManagedPolicy policy) -> policies.add(detail(account, policy));
            }
          }
          return GetAccountAuthorizationDetailsResponse.builder()
              .roleDetailList(roles)
              .policies(policies)
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  private List<Detail> all(CallContext context, List<EntityType> filter) {
    Set<EntityType> wanted = filter.isEmpty() ? SIMULATED : Set.copyOf(filter);
    AccountIam account = accounts.at(context.location());
    List<Detail> all = new ArrayList<>();
    if (wanted.contains(EntityType.ROLE)) {
      account.roles().seen().values().stream()
          .sorted(Comparator.comparing(IamRole::name))
          .forEach(role -> all.add(new OfRole(role)));
    }
    if (wanted.contains(EntityType.LOCAL_MANAGED_POLICY)) {
      account.policies().seen().values().stream()
          .sorted(Comparator.comparing(ManagedPolicy::arn))
          .forEach(policy -> all.add(new OfPolicy(policy)));
    }
    if (wanted.contains(EntityType.AWS_MANAGED_POLICY)) {
      AwsManagedPolicies.all().stream()
          .filter(policy -> account.attachments(policy.arn()) > 0)
          .forEach(policy -> all.add(new OfPolicy(policy)));
    }
    return all;
  }

  private static RoleDetail detail(AccountIam account, IamRole role) {
    List<InstanceProfile> profiles =
        account.profiles().seen().values().stream()
            .filter(profile -> profile.role().equals(Optional.of(role.name())))
            .map(profile -> Shapes.listed(account, profile))
            .toList();
    return RoleDetail.builder()
        .path(role.facts().path())
        .roleName(role.name())
        .roleId(role.facts().id())
        .arn(role.arn())
        .createDate(role.facts().created())
        .assumeRolePolicyDocument(Shapes.encoded(role.trust()))
        .instanceProfileList(profiles)
        .rolePolicyList(
            role.inline().entrySet().stream()
                .map(policy ->
                    PolicyDetail.builder()
                        .policyName(policy.getKey())
                        .policyDocument(Shapes.encoded(policy.getValue()))
                        .build())
                .toList())
        .attachedManagedPolicies(role.attached().stream().map(Shapes::attached).toList())
        .permissionsBoundary(Shapes.boundary(role.boundary()))
        .tags(TagRules.list(role.tags()))
        .build();
  }

  private static ManagedPolicyDetail detail(AccountIam account, ManagedPolicy policy) {
    return ManagedPolicyDetail.builder()
        .policyName(policy.name())
        .policyId(policy.id())
        .arn(policy.arn())
        .path(policy.path())
        .defaultVersionId(policy.defaultVersion())
        .attachmentCount(account.attachments(policy.arn()))
        .permissionsBoundaryUsageCount(account.boundaries(policy.arn()))
        .isAttachable(true)
        .description(policy.description().isEmpty() ? null : policy.description())
        .createDate(policy.created())
        .updateDate(policy.updated())
        .policyVersionList(
            policy.versions().stream().map(version -> Shapes.whole(policy, version)).toList())
        .build();
  }
}
