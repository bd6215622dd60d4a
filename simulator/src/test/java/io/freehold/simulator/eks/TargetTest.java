package io.freehold.simulator.eks;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.simulator.loadbalancing.LoadBalancing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

class TargetTest {
  private final Stage stage = new Stage();

  /** Controllers act when somebody looks, which may be later than they would have. */
  @Test
  void healthCountsFromWhenTheControllerWouldHaveActed() {
    ElasticLoadBalancingV2Client client =
        stage.aws.client(
            ElasticLoadBalancingV2Client.class,
            stage.aws.credentialsOfRoot(Stage.ACCOUNT),
            Region.US_EAST_1);
    String balancer =
        client
            .createLoadBalancer(r ->
                r.name("b")
                    .type(LoadBalancerTypeEnum.NETWORK)
                    .scheme("internal")
                    .subnets(stage.subnets)
                    .securityGroups(stage.group))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    String group =
        client
            .createTargetGroup(r ->
                r.name("t")
                    .protocol(ProtocolEnum.TCP)
                    .port(443)
                    .vpcId(stage.vpc)
                    .targetType(TargetTypeEnum.IP))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    stage.pass(300);
    client.createListener(r ->
        r.loadBalancerArn(balancer)
            .protocol(ProtocolEnum.TCP)
            .port(443)
            .defaultActions(
                Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(group).build()));
    LoadBalancing service = stage.aws.loadBalancing();
    service.registerTarget(
        group,
        "10.0.0.50",
        443,
        Optional.empty(),
        stage.clock.instant().minus(Duration.ofSeconds(15)));
    service.registerTarget(group, "10.0.0.51", 443);
    stage.pass(4);
    assertThat(service.isHealthy(group, "10.0.0.50", 443)).isFalse();
    stage.pass(1);
    assertThat(service.isHealthy(group, "10.0.0.50", 443)).isTrue();
    assertThat(service.isHealthy(group, "10.0.0.51", 443)).isFalse();
    stage.pass(15);
    assertThat(service.isHealthy(group, "10.0.0.51", 443)).isTrue();
  }
}
