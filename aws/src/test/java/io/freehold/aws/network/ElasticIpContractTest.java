package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;

class ElasticIpContractTest extends KindContract<ElasticIp, ElasticIp.Observed> {
  @Override
  protected AwsType<ElasticIp, ElasticIp.Observed> type() {
    return ElasticIp.TYPE;
  }

  @Override
  protected ElasticIp desired(Ground ground) {
    return new ElasticIp();
  }

  @Override
  protected Use use(Ground ground, ElasticIp desired) {
    return Use.prevents(id -> {
      String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
      ground.make("igw", InternetGateway.TYPE, new InternetGateway(vpc));
      String subnet =
          ground
              .make(
                  "subnet",
                  Subnet.TYPE,
                  new Subnet(vpc, ground.zoneIds().getFirst(), "10.0.0.0/24", Subnet.Access.PUBLIC))
              .id();
      ground.make("user", NatGateway.TYPE, new NatGateway(subnet, id));
    });
  }

  /** It releases one that is in use. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "deleting what is in use");
  }
}
