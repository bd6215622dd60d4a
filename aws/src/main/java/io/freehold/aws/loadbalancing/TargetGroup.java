package io.freehold.aws.loadbalancing;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.own;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Where a load balancer sends connections: addresses of pods, bound to it from within the cluster.
 * The client's address travels by proxy protocol, which also works through PrivateLink.
 *
 * <p>A target is healthy that takes connections on a port of its own for that. More is not asked: a
 * check by HTTP carries the proxy protocol's header, too, at which what answers there takes offence
 * (<a href="https://github.com/istio/istio/issues/25875">source</a>).
 *
 * @param name unique in the account and region, at most 32 characters, fixed
 * @param vpcId the VPC of the targets, fixed
 * @param port of the targets, fixed
 * @param healthCheckPort of the targets, on which they are looked at
 * @param healthCheckSeconds between two looks at a target
 */
public record TargetGroup(
    String name, String vpcId, int port, int healthCheckPort, int healthCheckSeconds) {
  public static final AwsType<TargetGroup, Observed> TYPE = new Type();

  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "proxy_protocol_v2.enabled", "true",
          "preserve_client_ip.enabled", "false",
          "deregistration_delay.timeout_seconds", "60",
          // A pod that goes away closes its connections itself.
          "deregistration_delay.connection_termination.enabled", "false");

  /**
   * What is there.
   *
   * @param healthCheckPort a number, or {@code traffic-port}
   * @param attributes those that we set
   */
  public record Observed(
      String arn,
      String name,
      String vpcId,
      int port,
      String healthCheckPort,
      int healthCheckSeconds,
      Map<String, String> attributes) {}

  private static final String GROUP = "arn:aws:elasticloadbalancing:*:*:targetgroup/*";

  private static final class Type implements AwsType<TargetGroup, Observed> {
    @Override
    public String kind() {
      return "TargetGroup";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EC2)
          .inspect(
              "elasticloadbalancing:DescribeTargetGroups",
              "elasticloadbalancing:DescribeTargetGroupAttributes",
              "elasticloadbalancing:DescribeTags")
          .provision(created(GROUP), "elasticloadbalancing:CreateTargetGroup")
          .provision(Elb.taggedBy("CreateTargetGroup", GROUP), "elasticloadbalancing:AddTags")
          .provision(own(GROUP), "elasticloadbalancing:ModifyTargetGroupAttributes")
          .change(own(GROUP), "elasticloadbalancing:ModifyTargetGroup")
          .delete(own(GROUP), "elasticloadbalancing:DeleteTargetGroup");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> arns) {
      // By ARN, one that is gone would fail them all.
      var there =
          aws.loadBalancing().describeTargetGroupsPaginator(r -> {}).targetGroups().stream()
              .filter(one -> arns.contains(one.targetGroupArn()))
              .toList();
      var tags =
          Elb.tags(
              aws,
              there.stream()
                  .map(
                      software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup
                          ::targetGroupArn)
                  .toList());
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (var one : there) {
        found.put(
            one.targetGroupArn(),
            new Observation.Present<>(
                observed(aws, one),
                aws.ownership(tags.getOrDefault(one.targetGroupArn(), Map.of()))));
      }
      return found;
    }

    private static Observed observed(
        AwsSession aws,
        software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup one) {
      Map<String, String> attributes = new TreeMap<>();
      aws.loadBalancing()
          .describeTargetGroupAttributes(r -> r.targetGroupArn(one.targetGroupArn()))
          .attributes()
          .forEach(attribute -> attributes.put(attribute.key(), attribute.value()));
      attributes.keySet().retainAll(ATTRIBUTES.keySet());
      return new Observed(
          one.targetGroupArn(),
          one.targetGroupName(),
          one.vpcId(),
          one.port(),
          one.healthCheckPort(),
          one.healthCheckIntervalSeconds(),
          attributes);
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      List<String> arns =
          aws.loadBalancing().describeTargetGroupsPaginator(r -> {}).targetGroups().stream()
              .map(
                  software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup
                      ::targetGroupArn)
              .toList();
      return Elb.tags(aws, arns).entrySet().stream()
          .filter(one -> Elb.ownedBy(one.getValue(), owner, node))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, TargetGroup desired, Intent intent) {
      return aws.loadBalancing()
          .createTargetGroup(r ->
              r.name(desired.name())
                  .protocol(ProtocolEnum.TCP)
                  .port(desired.port())
                  .vpcId(desired.vpcId())
                  .targetType(TargetTypeEnum.IP)
                  .healthCheckProtocol(ProtocolEnum.TCP)
                  .healthCheckPort(String.valueOf(desired.healthCheckPort()))
                  .healthCheckIntervalSeconds(desired.healthCheckSeconds())
                  .tags(Elb.tags(aws, intent)))
          .targetGroups()
          .getFirst()
          .targetGroupArn();
    }

    @Override
    public Diff diff(TargetGroup desired, Observed observed) {
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .fixed("vpcId", desired.vpcId(), observed.vpcId())
          .fixed("port", desired.port(), observed.port())
          .field(
              "healthCheckPort",
              String.valueOf(desired.healthCheckPort()),
              observed.healthCheckPort())
          .field("healthCheckSeconds", desired.healthCheckSeconds(), observed.healthCheckSeconds())
          .field("attributes", new TreeMap<>(ATTRIBUTES), observed.attributes())
          .done();
    }

    @Override
    public void update(AwsSession aws, String arn, TargetGroup desired, Observed observed) {
      String port = String.valueOf(desired.healthCheckPort());
      if (!port.equals(observed.healthCheckPort())
          || desired.healthCheckSeconds() != observed.healthCheckSeconds()) {
        aws.loadBalancing()
            .modifyTargetGroup(r ->
                r.targetGroupArn(arn)
                    .healthCheckPort(port)
                    .healthCheckIntervalSeconds(desired.healthCheckSeconds()));
      }
      if (!observed.attributes().equals(ATTRIBUTES)) {
        aws.loadBalancing()
            .modifyTargetGroupAttributes(r ->
                r.targetGroupArn(arn)
                    .attributes(
                        ATTRIBUTES.entrySet().stream()
                            .map(one ->
                                TargetGroupAttribute.builder()
                                    .key(one.getKey())
                                    .value(one.getValue())
                                    .build())
                            .toList()));
      }
    }

    @Override
    public void delete(AwsSession aws, String arn) {
      // Deleting one that is gone is a success.
      var ignored = aws.loadBalancing().deleteTargetGroup(r -> r.targetGroupArn(arn));
    }

    @Override
    public Observed predict(TargetGroup desired) {
      return new Observed(
          "arn:planned:" + desired.name(),
          desired.name(),
          desired.vpcId(),
          desired.port(),
          String.valueOf(desired.healthCheckPort()),
          desired.healthCheckSeconds(),
          new TreeMap<>(ATTRIBUTES));
    }
  }
}
