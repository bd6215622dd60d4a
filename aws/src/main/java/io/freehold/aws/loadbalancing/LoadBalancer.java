package io.freehold.aws.loadbalancing;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.linkedRole;
import static io.freehold.aws.catalogue.Scope.own;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/**
 * A network load balancer. Its security groups are given at creation: one that was made without any
 * can never have one (<a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html">source</a>).
 *
 * @param name unique in the account and region, at most 32 characters, fixed
 * @param scheme who reaches it, fixed
 * @param subnetIds one in each zone
 * @param securityGroupIds who may come in
 */
public record LoadBalancer(
    String name, Scheme scheme, Set<String> subnetIds, Set<String> securityGroupIds) {
  public static final AwsType<LoadBalancer, Observed> TYPE = new Type();

  /** Traffic stays in its zone where it can, but no zone is without a target. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "load_balancing.cross_zone.enabled", "true",
          // Freehold's own guard is the deletion protection of the infrastructure.
          "deletion_protection.enabled", "false");

  /** Who reaches a load balancer. */
  public enum Scheme {
    PUBLIC(LoadBalancerSchemeEnum.INTERNET_FACING),
    PRIVATE(LoadBalancerSchemeEnum.INTERNAL);

    private final LoadBalancerSchemeEnum word;

    Scheme(LoadBalancerSchemeEnum word) {
      this.word = word;
    }
  }

  public LoadBalancer {
    subnetIds = Collections.unmodifiableSet(new TreeSet<>(subnetIds));
    securityGroupIds = Collections.unmodifiableSet(new TreeSet<>(securityGroupIds));
  }

  /**
   * What is there.
   *
   * @param dnsName its own name, which records point to
   * @param zoneId the hosted zone of that name, which alias records need
   * @param attributes those that we set
   */
  public record Observed(
      String arn,
      String name,
      String scheme,
      String dnsName,
      String zoneId,
      Set<String> subnetIds,
      Set<String> securityGroupIds,
      Map<String, String> attributes) {}

  static final String BALANCER = "arn:aws:elasticloadbalancing:*:*:loadbalancer/net/*";

  private static final class Type implements AwsType<LoadBalancer, Observed> {
    @Override
    public String kind() {
      return "LoadBalancer";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EC2)
          .inspect(
              "elasticloadbalancing:DescribeLoadBalancers",
              "elasticloadbalancing:DescribeLoadBalancerAttributes",
              "elasticloadbalancing:DescribeTags")
          .provision(created(BALANCER), "elasticloadbalancing:CreateLoadBalancer")
          .provision(Elb.taggedBy("CreateLoadBalancer", BALANCER), "elasticloadbalancing:AddTags")
          .provision(own(BALANCER), "elasticloadbalancing:ModifyLoadBalancerAttributes")
          .provision(
              linkedRole("elasticloadbalancing.amazonaws.com"), "iam:CreateServiceLinkedRole")
          .change(
              own(BALANCER),
              "elasticloadbalancing:SetSubnets",
              "elasticloadbalancing:SetSecurityGroups")
          .delete(own(BALANCER), "elasticloadbalancing:DeleteLoadBalancer");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> arns) {
      // By ARN, one that is gone would fail them all.
      var there =
          aws.loadBalancing().describeLoadBalancersPaginator(r -> {}).loadBalancers().stream()
              .filter(one -> arns.contains(one.loadBalancerArn()))
              .toList();
      var tags =
          Elb.tags(
              aws,
              there.stream()
                  .map(
                      software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer
                          ::loadBalancerArn)
                  .toList());
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (var one : there) {
        Ownership ownership = aws.ownership(tags.getOrDefault(one.loadBalancerArn(), Map.of()));
        found.put(one.loadBalancerArn(), observation(aws, one, ownership));
      }
      return found;
    }

    private static Observation<Observed> observation(
        AwsSession aws,
        software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer one,
        Ownership ownership) {
      return switch (one.state().code()) {
        case ACTIVE, ACTIVE_IMPAIRED -> new Observation.Present<>(observed(aws, one), ownership);
        case FAILED -> new Observation.Broken<>(String.valueOf(one.state().reason()), ownership);
        case PROVISIONING, UNKNOWN_TO_SDK_VERSION ->
            new Observation.Pending<>(one.state().codeAsString(), ownership);
      };
    }

    private static Observed observed(
        AwsSession aws,
        software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer one) {
      Map<String, String> attributes = new TreeMap<>();
      aws.loadBalancing()
          .describeLoadBalancerAttributes(r -> r.loadBalancerArn(one.loadBalancerArn()))
          .attributes()
          .forEach(attribute -> attributes.put(attribute.key(), attribute.value()));
      attributes.keySet().retainAll(ATTRIBUTES.keySet());
      Set<String> subnets = new TreeSet<>();
      one.availabilityZones().stream().map(AvailabilityZone::subnetId).forEach(subnets::add);
      return new Observed(
          one.loadBalancerArn(),
          one.loadBalancerName(),
          one.schemeAsString(),
          one.dnsName(),
          one.canonicalHostedZoneId(),
          subnets,
          new TreeSet<>(one.securityGroups()),
          attributes);
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      List<String> arns =
          aws.loadBalancing().describeLoadBalancersPaginator(r -> {}).loadBalancers().stream()
              .map(
                  software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer
                      ::loadBalancerArn)
              .toList();
      return Elb.tags(aws, arns).entrySet().stream()
          .filter(one -> Elb.ownedBy(one.getValue(), owner, node))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, LoadBalancer desired, Intent intent) {
      return aws.loadBalancing()
          .createLoadBalancer(r ->
              r.name(desired.name())
                  .type(LoadBalancerTypeEnum.NETWORK)
                  .scheme(desired.scheme().word)
                  .subnets(desired.subnetIds())
                  .securityGroups(desired.securityGroupIds())
                  .tags(Elb.tags(aws, intent)))
          .loadBalancers()
          .getFirst()
          .loadBalancerArn();
    }

    @Override
    public Diff diff(LoadBalancer desired, Observed observed) {
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .fixed("scheme", desired.scheme().word.toString(), observed.scheme())
          .field("subnetIds", desired.subnetIds(), observed.subnetIds(), impact(desired, observed))
          .field("securityGroupIds", desired.securityGroupIds(), observed.securityGroupIds())
          .field("attributes", new TreeMap<>(ATTRIBUTES), observed.attributes())
          .done();
    }

    /**
     * Connections through a zone that is taken away end: <a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html">source</a>.
     */
    private static Impact impact(LoadBalancer desired, Observed observed) {
      return desired.subnetIds().containsAll(observed.subnetIds())
          ? Impact.NONE
          : Impact.DISRUPTIVE;
    }

    @Override
    public void update(AwsSession aws, String arn, LoadBalancer desired, Observed observed) {
      var elb = aws.loadBalancing();
      if (!observed.subnetIds().equals(desired.subnetIds())) {
        elb.setSubnets(r -> r.loadBalancerArn(arn).subnets(desired.subnetIds()));
      }
      if (!observed.securityGroupIds().equals(desired.securityGroupIds())) {
        elb.setSecurityGroups(
            r -> r.loadBalancerArn(arn).securityGroups(desired.securityGroupIds()));
      }
      if (!observed.attributes().equals(ATTRIBUTES)) {
        elb.modifyLoadBalancerAttributes(r ->
            r.loadBalancerArn(arn)
                .attributes(
                    ATTRIBUTES.entrySet().stream()
                        .map(one ->
                            LoadBalancerAttribute.builder()
                                .key(one.getKey())
                                .value(one.getValue())
                                .build())
                        .toList()));
      }
    }

    @Override
    public void delete(AwsSession aws, String arn) {
      // Deleting one that is gone is a success.
      var ignored = aws.loadBalancing().deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    }

    @Override
    public Observed predict(LoadBalancer desired) {
      return new Observed(
          "arn:planned:" + desired.name(),
          desired.name(),
          desired.scheme().word.toString(),
          desired.name() + ".elb.planned",
          "planned",
          desired.subnetIds(),
          desired.securityGroupIds(),
          new TreeMap<>(ATTRIBUTES));
    }
  }
}
