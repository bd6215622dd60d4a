package io.freehold.aws.eks;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.eks.EksCluster.Observed;
import io.freehold.aws.eks.EksCluster.Support;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Subnet.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;

class EksClusterContractTest extends KindContract<EksCluster, Observed> {
  private static final Optional<String> KEY =
      Optional.of("arn:aws:kms:us-east-1:111122223333:key/secrets");

  private String thirdSubnet = "";
  private String otherZone = "";

  @Override
  protected AwsType<EksCluster, Observed> type() {
    return EksCluster.TYPE;
  }

  @Override
  protected EksCluster desired(Ground ground) {
    String vpc = Surroundings.vpc(ground);
    thirdSubnet =
        Surroundings.subnet(
            ground,
            "subnet-c",
            new Subnet(vpc, ground.zoneIds().get(0), "10.0.2.0/24", Access.PRIVATE));
    otherZone = Surroundings.subnets(ground).get(1);
    return Surroundings.desired(ground);
  }

  private static EksCluster with(
      EksCluster it, String version, Set<String> cidrs, Set<String> logs, Optional<String> key) {
    return new EksCluster(
        it.name(),
        version,
        it.roleArn(),
        it.subnetIds(),
        it.securityGroupIds(),
        cidrs,
        logs,
        key,
        it.support());
  }

  private static EksCluster in(EksCluster it, Set<String> subnets, Set<String> groups) {
    return new EksCluster(
        it.name(),
        it.version(),
        it.roleArn(),
        subnets,
        groups,
        it.publicCidrs(),
        it.logs(),
        it.encryptionKeyArn(),
        it.support());
  }

  /** In order: a key and a version cannot be taken back. */
  @Override
  protected Map<String, EksCluster> mutable(EksCluster it) {
    Map<String, EksCluster> variants = new LinkedHashMap<>();
    variants.put("publicCidrs", with(it, "1.32", Set.of(), it.logs(), Optional.empty()));
    variants.put("logs", with(it, "1.32", it.publicCidrs(), Set.of("api"), Optional.empty()));
    variants.put("securityGroupIds", in(it, it.subnetIds(), Set.of()));
    variants.put("subnetIds", in(it, Set.of(thirdSubnet, otherZone), it.securityGroupIds()));
    variants.put(
        "support",
        new EksCluster(
            it.name(),
            it.version(),
            it.roleArn(),
            it.subnetIds(),
            it.securityGroupIds(),
            it.publicCidrs(),
            it.logs(),
            it.encryptionKeyArn(),
            Support.EXTENDED));
    variants.put("encryptionKeyArn", with(it, "1.32", it.publicCidrs(), it.logs(), KEY));
    variants.put("version", with(it, "1.34", it.publicCidrs(), it.logs(), KEY));
    return variants;
  }

  @Override
  protected Map<String, EksCluster> fixed(EksCluster it) {
    return Map.of(
        "roleArn",
        new EksCluster(
            it.name(),
            it.version(),
            it.roleArn() + "-other",
            it.subnetIds(),
            it.securityGroupIds(),
            it.publicCidrs(),
            it.logs(),
            it.encryptionKeyArn(),
            it.support()),
        "version",
        with(it, "1.31", it.publicCidrs(), it.logs(), it.encryptionKeyArn()));
  }

  private static Outside change(Ground ground, UpdateClusterConfigRequest.Builder request) {
    return id -> {
      ground.aws().eks().updateClusterConfig(request.name(id).build());
      ground.letPass(Surroundings.A_CHANGE);
    };
  }

  private static UpdateClusterConfigRequest.Builder request() {
    return UpdateClusterConfigRequest.builder();
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, EksCluster desired) {
    return Map.of(
        "privateEndpoint",
        change(ground, request().resourcesVpcConfig(v -> v.endpointPrivateAccess(false))),
        "publicCidrs",
        change(ground, request().resourcesVpcConfig(v -> v.publicAccessCidrs("0.0.0.0/0"))),
        "logs",
        change(
            ground,
            request()
                .logging(l ->
                    l.clusterLogging(
                        List.of(LogSetup.builder().types(LogType.AUDIT).enabled(false).build())))),
        "subnetIds",
        change(
            ground,
            request()
                .resourcesVpcConfig(v ->
                    v.subnetIds(thirdSubnet, otherZone)
                        .securityGroupIds(desired.securityGroupIds()))),
        "securityGroupIds",
        change(ground, request().resourcesVpcConfig(v -> v.securityGroupIds(List.of()))),
        "support",
        change(ground, request().upgradePolicy(u -> u.supportType(SupportType.EXTENDED))));
  }

  @Override
  protected Use use(Ground ground, EksCluster desired) {
    String worker = Surroundings.worker(ground);
    return Use.prevents(id -> {
      ground.letPass(Surroundings.A_CHANGE);
      ground
          .aws()
          .eks()
          .createNodegroup(r ->
              r.clusterName(id)
                  .nodegroupName("user")
                  .nodeRole(worker)
                  .subnets(desired.subnetIds()));
    });
  }

  /**
   * A change of one setting of the network makes it forget the others, which it then calls open.
   */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of(
        "everyMutableFieldConverges",
        "endpointPrivateAccess()",
        "driftFromOutsideIsFoundAndMended",
        "drift of privateEndpoint");
  }
}
