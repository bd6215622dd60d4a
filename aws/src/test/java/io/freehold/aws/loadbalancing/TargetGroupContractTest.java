package io.freehold.aws.loadbalancing;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

class TargetGroupContractTest extends KindContract<TargetGroup, TargetGroup.Observed> {
  @Override
  protected AwsType<TargetGroup, TargetGroup.Observed> type() {
    return TargetGroup.TYPE;
  }

  @Override
  protected TargetGroup desired(Ground ground) {
    return new TargetGroup("abcdefghij-test", Surroundings.vpc(ground), 8443, 15021, 10);
  }

  @Override
  protected Map<String, TargetGroup> mutable(TargetGroup it) {
    return Map.of(
        "healthCheckPort", new TargetGroup(it.name(), it.vpcId(), it.port(), 15022, 10),
        "healthCheckSeconds", new TargetGroup(it.name(), it.vpcId(), it.port(), 15021, 30));
  }

  @Override
  protected Map<String, TargetGroup> fixed(TargetGroup it) {
    return Map.of(
        "name", new TargetGroup("other", it.vpcId(), it.port(), 15021, 10),
        "vpcId", new TargetGroup(it.name(), "vpc-00000000000000000", it.port(), 15021, 10),
        "port", new TargetGroup(it.name(), it.vpcId(), 9440, 15021, 10));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, TargetGroup desired) {
    ElasticLoadBalancingV2Client elb = ground.aws().loadBalancing();
    return Map.of(
        "healthCheckPort",
        arn -> elb.modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckPort("traffic-port")),
        "healthCheckSeconds",
        arn -> elb.modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckIntervalSeconds(60)),
        "attributes",
        arn ->
            elb.modifyTargetGroupAttributes(r ->
                r.targetGroupArn(arn)
                    .attributes(
                        TargetGroupAttribute.builder()
                            .key("proxy_protocol_v2.enabled")
                            .value("false")
                            .build())));
  }

  @Override
  protected Use use(Ground ground, TargetGroup desired) {
    return Use.prevents(arn ->
        ground.make(
            "user", Listener.TYPE, new Listener(Surroundings.balancer(ground).arn(), 443, arn)));
  }

  /** AWS answers that it is gone as if it had deleted it. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsGoneSucceeds", "TargetGroupNotFoundException");
  }
}
