package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;

class InternetGatewayContractTest extends KindContract<InternetGateway, InternetGateway.Observed> {
  @Override
  protected AwsType<InternetGateway, InternetGateway.Observed> type() {
    return InternetGateway.TYPE;
  }

  @Override
  protected InternetGateway desired(Ground ground) {
    return new InternetGateway(ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id());
  }

  @Override
  protected Map<String, InternetGateway> fixed(InternetGateway it) {
    return Map.of("vpcId", new InternetGateway("vpc-00000000000000000"));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, InternetGateway desired) {
    return Map.of(
        "vpcId",
        id ->
            ground
                .aws()
                .ec2()
                .detachInternetGateway(r -> r.internetGatewayId(id).vpcId(desired.vpcId())));
  }

  @Override
  protected Use use(Ground ground, InternetGateway desired) {
    return Use.prevents(id -> {
      String zone = ground.zoneIds().getFirst();
      String subnet =
          ground
              .make(
                  "subnet",
                  Subnet.TYPE,
                  new Subnet(desired.vpcId(), zone, "10.0.0.0/24", Subnet.Access.PUBLIC))
              .id();
      String address = ground.make("ip", ElasticIp.TYPE, new ElasticIp()).allocationId();
      ground.make("user", NatGateway.TYPE, new NatGateway(subnet, address));
    });
  }

  /** It detaches one through which public addresses are reached. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "deleting what is in use");
  }
}
