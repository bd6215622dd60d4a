package io.freehold.simulator.iam;

import io.freehold.simulator.aws.state.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;

/** Things as IAM's answers show them. */
final class Shapes {
  private Shapes() {}

  /** IAM gives documents by RFC 3986, not as forms do. */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** A role as lists show it: without tags and boundary. */
  static Role listed(IamRole role) {
    return Role.builder()
        .path(role.facts().path())
        .roleName(role.name())
        .roleId(role.facts().id())
        .arn(role.arn())
        .createDate(role.facts().created())
        .assumeRolePolicyDocument(encoded(role.trust()))
        .description(role.description().isEmpty() ? null : role.description())
        .maxSessionDuration(role.maxSession())
        .build();
  }

  /** A role as GetRole shows it. */
  static Role whole(IamRole role) {
    return listed(role).toBuilder()
        .tags(TagRules.list(role.tags()))
        .permissionsBoundary(boundary(role.boundary()))
        .build();
  }

  static @Nullable AttachedPermissionsBoundary boundary(Optional<String> arn) {
    return arn.map(one ->
            AttachedPermissionsBoundary.builder()
                .permissionsBoundaryType(
                    PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                .permissionsBoundaryArn(one)
                .build())
        .orElse(null);
  }

  static AttachedPolicy attached(String policyArn) {
    return AttachedPolicy.builder()
        .policyArn(policyArn)
        .policyName(policyArn.substring(policyArn.lastIndexOf('/') + 1))
        .build();
  }

  /** A policy as lists show it: without tags and description. */
  static Policy listed(AccountIam account, ManagedPolicy policy) {
    return Policy.builder()
        .policyName(policy.name())
        .policyId(policy.id())
        .arn(policy.arn())
        .path(policy.path())
        .defaultVersionId(policy.defaultVersion())
        .attachmentCount(account.attachments(policy.arn()))
        .permissionsBoundaryUsageCount(account.boundaries(policy.arn()))
        .isAttachable(true)
        .createDate(policy.created())
        .updateDate(policy.updated())
        .build();
  }

  static Policy whole(AccountIam account, ManagedPolicy policy) {
    return listed(account, policy).toBuilder()
        .description(policy.description().isEmpty() ? null : policy.description())
        .tags(TagRules.list(policy.tags()))
        .build();
  }

  /** A version as lists show it: without its document. */
  static PolicyVersion listed(ManagedPolicy policy, ManagedPolicy.Version version) {
    return PolicyVersion.builder()
        .versionId(version.id())
        .isDefaultVersion(version.id().equals(policy.defaultVersion()))
        .createDate(version.created())
        .build();
  }

  static PolicyVersion whole(ManagedPolicy policy, ManagedPolicy.Version version) {
    return listed(policy, version).toBuilder().document(encoded(version.document())).build();
  }

  /** An instance profile as lists show it: without tags. */
  static InstanceProfile listed(AccountIam account, Profile profile) {
    List<Role> roles =
        profile
            .role()
            .flatMap(name -> account.roles().actual(AccountIam.key(name)))
            .map(Shapes::listed)
            .stream()
            .toList();
    return InstanceProfile.builder()
        .path(profile.path())
        .instanceProfileName(profile.name())
        .instanceProfileId(profile.id())
        .arn(profile.arn())
        .createDate(profile.created())
        .roles(roles)
        .build();
  }

  static InstanceProfile whole(AccountIam account, Profile profile) {
    return listed(account, profile).toBuilder().tags(TagRules.list(profile.tags())).build();
  }

  /** One page, 100 things unless told otherwise. */
  static <T> Page<T> page(List<T> all, @Nullable Integer most, @Nullable String marker) {
    return Page.of(
        all,
        most == null ? Integer.valueOf(100) : most,
        1000,
        marker,
        () -> Refusals.invalid("Invalid Marker."));
  }
}
