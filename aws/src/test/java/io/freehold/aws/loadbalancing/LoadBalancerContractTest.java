package io.freehold.aws.loadbalancing;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.loadbalancing.LoadBalancer.Scheme;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;

class LoadBalancerContractTest extends KindContract<LoadBalancer, LoadBalancer.Observed> {
  private String thirdSubnet = "";
  private String otherGroup = "";

  @Override
  protected AwsType<LoadBalancer, LoadBalancer.Observed> type() {
    return LoadBalancer.TYPE;
  }

  @Override
  protected LoadBalancer desired(Ground ground) {
    thirdSubnet = Surroundings.subnet(ground, 2);
    otherGroup = Surroundings.group(ground, "other-group");
    return Surroundings.desired(ground);
  }

  private static LoadBalancer with(LoadBalancer it, Set<String> subnets, Set<String> groups) {
    return new LoadBalancer(it.name(), it.scheme(), subnets, groups);
  }

  @Override
  protected Map<String, LoadBalancer> mutable(LoadBalancer it) {
    return Map.of(
        "subnetIds", with(it, more(it), it.securityGroupIds()),
        "securityGroupIds", with(it, it.subnetIds(), Set.of(otherGroup)));
  }

  private Set<String> more(LoadBalancer it) {
    Set<String> all = new TreeSet<>(it.subnetIds());
    all.add(thirdSubnet);
    return all;
  }

  @Override
  protected Map<String, LoadBalancer> fixed(LoadBalancer it) {
    return Map.of(
        "name",
        new LoadBalancer("other", it.scheme(), it.subnetIds(), it.securityGroupIds()),
        "scheme",
        new LoadBalancer(it.name(), Scheme.PRIVATE, it.subnetIds(), it.securityGroupIds()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, LoadBalancer desired) {
    ElasticLoadBalancingV2Client elb = ground.aws().loadBalancing();
    return Map.of(
        "attributes",
        arn ->
            elb.modifyLoadBalancerAttributes(r ->
                r.loadBalancerArn(arn)
                    .attributes(
                        LoadBalancerAttribute.builder()
                            .key("load_balancing.cross_zone.enabled")
                            .value("false")
                            .build())),
        "securityGroupIds",
        arn -> elb.setSecurityGroups(r -> r.loadBalancerArn(arn).securityGroups(otherGroup)),
        "subnetIds",
        arn -> elb.setSubnets(r -> r.loadBalancerArn(arn).subnets(more(desired))));
  }

  @Override
  protected Use use(Ground ground, LoadBalancer desired) {
    return Use.nothingPrevents("its listeners go with it");
  }
}
