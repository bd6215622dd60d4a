package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;

class VpcContractTest extends KindContract<Vpc, Vpc.Observed> {
  @Override
  protected AwsType<Vpc, Vpc.Observed> type() {
    return Vpc.TYPE;
  }

  @Override
  protected Vpc desired(Ground ground) {
    return new Vpc("10.0.0.0/16");
  }

  @Override
  protected Map<String, Vpc> fixed(Vpc desired) {
    return Map.of("cidr", new Vpc("10.1.0.0/16"));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, Vpc desired) {
    return Map.of(
        "dnsSupport",
        id ->
            ground
                .aws()
                .ec2()
                .modifyVpcAttribute(r -> r.vpcId(id).enableDnsSupport(v -> v.value(false))),
        "dnsHostnames",
        id ->
            ground
                .aws()
                .ec2()
                .modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(v -> v.value(false))));
  }

  @Override
  protected Use use(Ground ground, Vpc desired) {
    return Use.prevents(id ->
        ground.make(
            "user",
            Subnet.TYPE,
            new Subnet(id, ground.zoneIds().getFirst(), "10.0.0.0/24", Subnet.Access.PRIVATE)));
  }
}
