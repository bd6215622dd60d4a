package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Tag;

class SubnetContractTest extends KindContract<Subnet, Subnet.Observed> {
  @Override
  protected AwsType<Subnet, Subnet.Observed> type() {
    return Subnet.TYPE;
  }

  @Override
  protected Subnet desired(Ground ground) {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    return new Subnet(vpc, ground.zoneIds().getFirst(), "10.0.0.0/24", Subnet.Access.PUBLIC);
  }

  @Override
  protected Map<String, Subnet> fixed(Subnet it) {
    return Map.of("cidr", new Subnet(it.vpcId(), it.zoneId(), "10.0.1.0/24", it.access()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, Subnet desired) {
    return Map.of(
        "publicAddresses",
        id ->
            ground
                .aws()
                .ec2()
                .modifySubnetAttribute(r -> r.subnetId(id).mapPublicIpOnLaunch(v -> v.value(true))),
        "tags",
        id ->
            ground
                .aws()
                .ec2()
                .deleteTags(r ->
                    r.resources(id).tags(Tag.builder().key("kubernetes.io/role/elb").build())));
  }

  @Override
  protected Use use(Ground ground, Subnet desired) {
    return Use.prevents(id -> {
      ground.make("igw", InternetGateway.TYPE, new InternetGateway(desired.vpcId()));
      String address = ground.make("ip", ElasticIp.TYPE, new ElasticIp()).allocationId();
      ground.make("user", NatGateway.TYPE, new NatGateway(id, address));
    });
  }

  /** It deletes one that is in use. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "deleting what is in use");
  }
}
