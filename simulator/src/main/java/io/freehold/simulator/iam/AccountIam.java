package io.freehold.simulator.iam;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Shelf;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** IAM of one account. Names differ by more than case, so shelves go by lower case. */
final class AccountIam {
  private final World world;
  private final Location location;
  private final Shelf<IamRole> roles;
  private final Shelf<ManagedPolicy> policies;
  private final Shelf<Profile> profiles;

  AccountIam(World world, Location location) {
    this.world = world;
    this.location = location;
    roles = world.shelf();
    policies = world.shelf();
    profiles = world.shelf();
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Shelf<IamRole> roles() {
    return roles;
  }

  /** Customer managed policies by ARN. */
  Shelf<ManagedPolicy> policies() {
    return policies;
  }

  Shelf<Profile> profiles() {
    return profiles;
  }

  Location location() {
    return location;
  }

  String roleArn(String path, String name) {
    return location.arn("iam", "role" + path + name);
  }

  String policyArn(String path, String name) {
    return location.arn("iam", "policy" + path + name);
  }

  String profileArn(String path, String name) {
    return location.arn("iam", "instance-profile" + path + name);
  }

  /**
   * A unique id as IAM makes them: <a
   * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">prefixes</a>.
   */
  String uniqueId(String prefix) {
    return prefix + world.ids().hex(location, prefix, 17).toUpperCase(Locale.ROOT);
  }

  /** The role as calls see it, or a refusal. */
  IamRole role(String name) {
    return roles.known(key(name)).orElseThrow(() -> Refusals.noSuchRole(name));
  }

  /** The same for reads. */
  IamRole seenRole(String name) {
    return roles.seen(key(name)).orElseThrow(() -> Refusals.noSuchRole(name));
  }

  /** The role's ARN, or what it would be where there is none: permission is asked all the same. */
  String arnOf(String roleName) {
    return roles.known(key(roleName)).map(IamRole::arn).orElseGet(() -> roleArn("/", roleName));
  }

  /** The true role, for sessions that exist already. */
  Optional<IamRole> actualByArn(String roleArn) {
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    return roles.actual(key(name)).filter(role -> role.arn().equals(roleArn));
  }

  /** A managed policy of the account or of AWS's, as calls see it. */
  Optional<ManagedPolicy> policy(String arn) {
    return AwsManagedPolicies.find(arn).or(() -> policies.known(arn));
  }

  /** What a managed policy says, for decisions; empty once it is gone. */
  Optional<String> document(String arn) {
    return AwsManagedPolicies.find(arn).or(() -> policies.actual(arn)).map(ManagedPolicy::document);
  }

  int attachments(String policyArn) {
    return count(roles.actual().values(), role -> role.attached().contains(policyArn));
  }

  int boundaries(String policyArn) {
    return count(roles.actual().values(), role -> role.boundary().equals(Optional.of(policyArn)));
  }

  private static int count(Collection<IamRole> all, Predicate<IamRole> test) {
    return (int) all.stream().filter(test).count();
  }

  /**
   * Everything that somebody made. Service-linked roles are AWS's own and outlive what they were
   * made for.
   */
  Stream<LiveResource> live() {
    return Stream.concat(
        roles.actual().values().stream()
            .filter(role -> !role.isServiceLinked())
            .map(role -> resource("Role", role.name(), role.arn(), role.tags())),
        policiesAndProfiles(policies.actual(), profiles.actual()));
  }

  /**
   * What a search by tag shows: roles are not among it. <a
   * href="https://docs.aws.amazon.com/ARG/latest/userguide/supported-resources.html">Source</a>.
   */
  Stream<LiveResource> taggedAndSeen() {
    return policiesAndProfiles(policies.seen(), profiles.seen());
  }

  private Stream<LiveResource> policiesAndProfiles(
      Map<String, ManagedPolicy> somePolicies, Map<String, Profile> someProfiles) {
    return Stream.concat(
        somePolicies.values().stream()
            .map(policy -> resource("Policy", policy.arn(), policy.arn(), policy.tags())),
        someProfiles.values().stream()
            .map(one -> resource("InstanceProfile", one.name(), one.arn(), one.tags())));
  }

  private LiveResource resource(String kind, String id, String arn, Map<String, String> tags) {
    return new LiveResource(kind, id, arn, location.region(), tags);
  }
}
