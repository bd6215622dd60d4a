package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.ingress.PodNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * A pod of the gateway is ready once the load balancers find it healthy: were that a matter of
 * whether there are services, no node of an infrastructure without could be replaced.
 */
class GatewayHealthTest {
  private static final String INSIDE_THE_VPC = "10.0.17.4";

  @Test
  void the_gateway_is_healthy_where_there_is_no_service() throws Exception {
    try (SimulatedPlane plane = SimulatedPlane.start("gateway-health")) {
      String place = plane.infrastructure();
      plane.untilPhase(place, "ready");
      plane.clock.advance(Duration.ofMinutes(2));
      ElasticLoadBalancingV2Client balancing =
          plane.aws.client(
              ElasticLoadBalancingV2Client.class,
              plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER),
              Region.US_EAST_1);
      SimulatedCluster cluster = plane.cluster().orElseThrow();
      cluster.catchUp();

      List<TargetGroup> groups = balancing.describeTargetGroups().targetGroups();
      assertThat(groups)
          .hasSize(2)
          .allSatisfy(group ->
              assertThat(health(balancing, group))
                  .hasSize(3)
                  .containsOnly(TargetHealthStateEnum.HEALTHY));
      PodNetwork network = new PodNetwork(cluster);
      assertThat(network.pods("istio-ingress", "istio=ingressgateway"))
          .hasSize(3)
          .allSatisfy(pod ->
              assertThat(network.refusal(INSIDE_THE_VPC, pod, 15021))
                  .as("what the network says to it")
                  .isEmpty());

      String arn = groups.getFirst().targetGroupArn();
      balancing.modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckPort("traffic-port"));
      assertThat(health(balancing, groups.getFirst()))
          .as("on the port of services that are not there")
          .containsOnly(TargetHealthStateEnum.UNHEALTHY);
      plane.until(
          () ->
              health(balancing, groups.getFirst()).stream()
                  .allMatch(TargetHealthStateEnum.HEALTHY::equals),
          place);
    }
  }

  private static List<TargetHealthStateEnum> health(
      ElasticLoadBalancingV2Client balancing, TargetGroup group) {
    return balancing
        .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
        .targetHealthDescriptions()
        .stream()
        .map(one -> one.targetHealth().state())
        .toList();
  }
}
