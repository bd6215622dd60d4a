package io.freehold.model.infrastructure;

import io.freehold.model.network.CidrPlan;
import io.freehold.model.network.Zone;
import io.freehold.model.region.Region;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of an infrastructure, apart from those about addresses and tags. */
final class InfrastructureRules {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern VERSION = Pattern.compile("1\\.\\d{2}");
  private static final Pattern KEY_ARN =
      Pattern.compile("arn:aws:kms:([a-z0-9-]+):\\d{12}:key/[A-Za-z0-9-]+");

  private InfrastructureRules() {}

  static List<Violation> check(InfrastructureSpec spec, Regions supported) {
    Violations violations = new Violations();
    if (!ACCOUNT.matcher(spec.accountId()).matches()) {
      violations.add(
          "accountId",
          "account-id-malformed",
          "'" + spec.accountId() + "'",
          "the 12 digits of an AWS account");
    }
    Optional<Region> region = supported.find(spec.region());
    if (region.isEmpty()) {
      violations.add(
          "regionId",
          "region-unsupported",
          "'" + spec.region() + "'",
          "one of " + String.join(", ", supported.ids()));
    }
    AddressRules.check(spec, violations);
    NetworkRules.check(spec, violations);
    checkZones(spec, region, violations);
    if (spec.loadBalancers().count() == 0) {
      violations.add(
          "loadBalancers",
          "no-path-left",
          "public and private both off",
          "at least one way to reach the services",
          "Leave the public or the private load balancer on.");
    }
    TagRules.check(spec.tags(), violations);
    if (!VERSION.matcher(spec.kubernetesVersion()).matches()) {
      violations.add(
          "kubernetesVersion",
          "kubernetes-version-malformed",
          "'" + spec.kubernetesVersion() + "'",
          "a minor version such as " + InfrastructureSpec.DEFAULT_KUBERNETES_VERSION);
    }
    checkKey(spec, violations);
    if (spec.logHouse() != null) {
      violations.addAll(LogHouse.retentionViolations(spec.logHouse().retentionDays()));
    }
    return violations.list();
  }

  static List<Violation> checkChange(InfrastructureSpec now, InfrastructureSpec next) {
    Violations violations = new Violations();
    fixed("accountId", now.accountId(), next.accountId(), violations);
    fixed("regionId", now.region(), next.region(), violations);
    fixed(
        "vpcCidrRange",
        now.vpcCidr().canonical().toString(),
        next.vpcCidr().canonical().toString(),
        violations);
    fixed("zoneIds", zoneIds(now), zoneIds(next), violations);
    fixed("roles", now.roles().word(), next.roles().word(), violations);
    fixed("network.mode", now.network().mode(), next.network().mode(), violations);
    if (now.network() instanceof Network.Customer has
        && next.network() instanceof Network.Customer wants) {
      fixed("network.vpcId", has.vpcId(), wants.vpcId(), violations);
      fixed(
          "network.privateSubnetIds",
          ids(has.privateSubnetIds()),
          ids(wants.privateSubnetIds()),
          violations);
      fixed(
          "network.publicSubnetIds",
          ids(has.publicSubnetIds()),
          ids(wants.publicSubnetIds()),
          violations);
    }
    return violations.list();
  }

  private static void fixed(String field, String now, String next, Violations violations) {
    if (!now.equals(next)) {
      violations.add(
          field,
          "immutable-field",
          "'" + next + "'",
          "'" + now + "', which was fixed at creation",
          "Create another infrastructure instead.");
    }
  }

  private static String zoneIds(InfrastructureSpec spec) {
    return ids(spec.zones().stream().map(Zone::id).toList());
  }

  /** In whatever order they were named. */
  private static String ids(List<String> ids) {
    return String.join(",", ids.stream().sorted().toList());
  }

  private static void checkZones(
      InfrastructureSpec spec, Optional<Region> region, Violations violations) {
    String field = zoneField(spec);
    Set<String> seen = new HashSet<>();
    for (Zone zone : spec.zones()) {
      if (!seen.add(zone.id())) {
        violations.add(field, "zone-doubled", zone.id() + " twice", "every zone once");
        continue;
      }
      if (region.isEmpty()) {
        continue;
      }
      if (!region.get().owns(zone.id())) {
        violations.add(
            field,
            "zone-not-in-region",
            zone.id(),
            "a zone of " + spec.region() + ", such as " + region.get().zoneIds().getFirst());
      } else if (region.get().zonesWithoutEks().contains(zone.id())) {
        violations.add(
            field,
            "zone-without-eks",
            zone.id(),
            "a zone in which EKS places control planes",
            "Choose among " + withEks(region.get()) + ".");
      }
    }
    if (seen.size() < CidrPlan.FEWEST_ZONES) {
      violations.add(
          field,
          "too-few-zones",
          seen.size() + " different",
          "at least 3, so that the loss of one leaves a quorum");
    }
    if (seen.size() > CidrPlan.MOST_ZONES) {
      violations.add(field, "too-many-zones", seen.size() + " different", "at most 6");
    }
  }

  /** Where the zones come from. */
  private static String zoneField(InfrastructureSpec spec) {
    return switch (spec.network()) {
      case Network.Managed() -> "zoneIds";
      case Network.Customer customer -> "network.privateSubnetIds";
    };
  }

  private static String withEks(Region region) {
    return String.join(
        ", ",
        region.zoneIds().stream().filter(id -> !region.zonesWithoutEks().contains(id)).toList());
  }

  private static void checkKey(InfrastructureSpec spec, Violations violations) {
    String arn = spec.secretsKeyArn();
    if (arn == null) {
      return;
    }
    var matcher = KEY_ARN.matcher(arn);
    if (!matcher.matches()) {
      violations.add(
          "secretsKeyArn",
          "key-arn-malformed",
          "'" + arn + "'",
          "arn:aws:kms:<region>:<account>:key/<id>",
          "Give the key's own ARN; EKS takes no alias.");
    } else if (!matcher.group(1).equals(spec.region())) {
      violations.add(
          "secretsKeyArn", "key-in-other-region", matcher.group(1), "a key in " + spec.region());
    }
  }
}
