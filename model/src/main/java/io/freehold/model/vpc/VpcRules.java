package io.freehold.model.vpc;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.name.Tags;
import io.freehold.model.network.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a VPC of the customer's own. Pure; every rule that is broken is told, all at once, and
 * each once for each thing that breaks it.
 */
public final class VpcRules {
  /** On a subnet: internal load balancers may stand here. */
  public static final String INTERNAL_ROLE = "kubernetes.io/role/internal-elb";

  private VpcRules() {}

  /**
   * What keeps the VPC from carrying an infrastructure; empty where nothing does, and where the VPC
   * is the infrastructure's own.
   */
  public static List<VpcFinding> check(InfrastructureSpec spec, VpcSurvey survey) {
    return switch (spec.network()) {
      case Network.Managed() -> List.of();
      case Network.Customer customer -> check(spec.region(), customer, survey);
    };
  }

  /**
   * The same, of what a customer names.
   *
   * @param region in which the VPC is to be
   */
  public static List<VpcFinding> check(String region, Network.Customer customer, VpcSurvey survey) {
    Trial trial = new Trial(region, customer, survey, new Remedies(region, survey));
    survey.vpc().ifPresentOrElse(vpc -> checkVpc(trial, vpc), () -> missing(trial));
    SubnetRules.check(trial);
    if (survey.vpc().isPresent()) {
      EndpointRules.check(trial);
    }
    return List.copyOf(trial.findings());
  }

  private static void missing(Trial trial) {
    trial.add(
        VpcRule.VPC_EXISTS,
        trial.customer().vpcId(),
        "no such VPC",
        "a VPC of this account in " + trial.region(),
        "aws ec2 describe-vpcs --region " + trial.region());
  }

  private static void checkVpc(Trial trial, VpcSurvey.Vpc vpc) {
    trial.tag(VpcRule.VPC_TAG, vpc.id(), vpc.tags(), Tags.MARK, "true");
    if (!vpc.dnsSupport()) {
      trial.add(
          VpcRule.VPC_DNS_SUPPORT,
          vpc.id(),
          "enableDnsSupport = false",
          "enableDnsSupport = true",
          trial.remedies().attribute(vpc.id(), "enable-dns-support"));
    }
    if (!vpc.dnsHostnames()) {
      trial.add(
          VpcRule.VPC_DNS_HOSTNAMES,
          vpc.id(),
          "enableDnsHostnames = false",
          "enableDnsHostnames = true",
          trial.remedies().attribute(vpc.id(), "enable-dns-hostnames"));
    }
    for (Cidr cidr : vpc.cidrs()) {
      if (cidr.overlaps(InfrastructureSpec.SERVICE_CIDR)) {
        trial.add(
            VpcRule.VPC_SERVICE_RANGE,
            vpc.id(),
            cidr.toString(),
            "ranges apart from " + InfrastructureSpec.SERVICE_CIDR,
            "Name another VPC: a range that is in use cannot be changed.");
      }
    }
  }

  /** One VPC before its judge. */
  record Trial(
      String region,
      Network.Customer customer,
      VpcSurvey survey,
      Remedies remedies,
      List<VpcFinding> findings) {
    Trial(String region, Network.Customer customer, VpcSurvey survey, Remedies remedies) {
      this(region, customer, survey, remedies, new ArrayList<>());
    }

    void add(VpcRule rule, String resource, String found, String needed, String remedy) {
      findings.add(new VpcFinding(rule, resource, found, needed, remedy));
    }

    /** A tag with exactly this key and value. */
    void tag(VpcRule rule, String resource, Map<String, String> tags, String key, String value) {
      if (!value.equals(tags.get(key))) {
        add(
            rule,
            resource,
            found(tags, key, value),
            "%s = '%s'".formatted(key, value),
            remedies.tag(resource, key, value));
      }
    }

    private static String found(Map<String, String> tags, String key, String value) {
      String there = tags.get(key);
      if (there != null) {
        return there.strip().equalsIgnoreCase(value)
            ? "%s = '%s', which is not the same to AWS".formatted(key, there)
            : "%s = '%s'".formatted(key, there);
      }
      Optional<String> alike = tags.keySet().stream().filter(key::equalsIgnoreCase).findFirst();
      return alike
          .map(other ->
              "%s = '%s', whose key is written otherwise".formatted(other, tags.get(other)))
          .orElseGet(() -> "no tag " + key);
    }

    /** The private subnets that are there, in this VPC, each once. */
    List<VpcSurvey.Subnet> privateSubnets() {
      return found(customer.privateSubnetIds());
    }

    /** The public subnets that are there, in this VPC, each once. */
    List<VpcSurvey.Subnet> publicSubnets() {
      return found(customer.publicSubnetIds());
    }

    private List<VpcSurvey.Subnet> found(List<String> ids) {
      return ids.stream()
          .distinct()
          .flatMap(id -> survey.subnet(id).stream())
          .filter(subnet -> subnet.vpcId().equals(customer.vpcId()))
          .toList();
    }

    /** The zones of the subnets as they were named. */
    Map<String, String> namedZones() {
      Map<String, String> zones = new HashMap<>();
      customer.privateSubnets().forEach(subnet -> zones.put(subnet.id(), subnet.zoneId()));
      customer.publicSubnets().forEach(subnet -> zones.put(subnet.id(), subnet.zoneId()));
      return zones;
    }
  }
}
