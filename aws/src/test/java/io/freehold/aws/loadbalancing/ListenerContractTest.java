package io.freehold.aws.loadbalancing;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

class ListenerContractTest extends KindContract<Listener, Listener.Observed> {
  private String otherTargets = "";

  @Override
  protected AwsType<Listener, Listener.Observed> type() {
    return Listener.TYPE;
  }

  @Override
  protected Listener desired(Ground ground) {
    otherTargets = Surroundings.targetGroup(ground, "abcdefghij-other");
    return new Listener(
        Surroundings.balancer(ground).arn(),
        443,
        Surroundings.targetGroup(ground, "abcdefghij-test"));
  }

  @Override
  protected Map<String, Listener> mutable(Listener it) {
    return Map.of("targetGroupArn", new Listener(it.loadBalancerArn(), 443, otherTargets));
  }

  @Override
  protected Map<String, Listener> fixed(Listener it) {
    return Map.of(
        "port", new Listener(it.loadBalancerArn(), 9440, it.targetGroupArn()),
        "loadBalancerArn", new Listener("arn:other", 443, it.targetGroupArn()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, Listener desired) {
    return Map.of(
        "targetGroupArn",
        arn ->
            ground
                .aws()
                .loadBalancing()
                .modifyListener(r ->
                    r.listenerArn(arn)
                        .defaultActions(
                            Action.builder()
                                .type(ActionTypeEnum.FORWARD)
                                .targetGroupArn(otherTargets)
                                .build())));
  }

  @Override
  protected Use use(Ground ground, Listener desired) {
    return Use.nothingPrevents("connections end with it");
  }
}
