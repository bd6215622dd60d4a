package io.freehold.simulator.eks;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.place.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.iam.IamClient;

/** One account with a VPC, subnets in three zones and the roles that EKS needs. */
final class Stage {
  static final String ACCOUNT = "111122223333";
  static final Location HERE = new Location(ACCOUNT, "us-east-1");
  static final String CONTROL_PLANE = "arn:aws:iam::" + ACCOUNT + ":role/control-plane";
  static final String WORKER = "arn:aws:iam::" + ACCOUNT + ":role/worker";
  static final String POD = "arn:aws:iam::" + ACCOUNT + ":role/pod";

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  final SimulatedAws aws;
  final World world;
  final Ec2Client ec2;
  final EksClient eks;
  final IamClient iam;
  final String vpc;
  final List<String> subnets = new ArrayList<>();
  final String group;

  Stage() {
    this(LatencyProfile.standard().medians(), 1);
  }

  Stage(LatencyProfile profile, long seed) {
    aws = new SimulatedAws(clock, profile, seed);
    world = aws.world();
    ec2 = aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);
    eks = aws.client(EksClient.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);
    iam = aws.client(IamClient.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);
    role("control-plane", "eks.amazonaws.com");
    role("worker", "ec2.amazonaws.com");
    role("pod", "pods.eks.amazonaws.com");
    iam.attachRolePolicy(
        r -> r.roleName("worker").policyArn("arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"));
    vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    pass(10);
    for (String zone : List.of("use1-az1", "use1-az2", "use1-az4")) {
      subnets.add(subnet(zone));
    }
    group =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("ours").description("ours")).groupId();
    pass(60);
  }

  void role(String name, String service) {
    iam.createRole(r ->
        r.roleName(name)
            .assumeRolePolicyDocument(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]}]}"
                    .formatted(service)));
  }

  String subnet(String zone) {
    String cidr = "10.0." + subnets.size() + ".0/24";
    return subnet(zone, cidr);
  }

  String subnet(String zone, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).availabilityZoneId(zone).cidrBlock(cidr))
        .subnet()
        .subnetId();
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  CreateClusterRequest.Builder wanted(String name) {
    return CreateClusterRequest.builder()
        .name(name)
        .version("1.33")
        .roleArn(CONTROL_PLANE)
        .resourcesVpcConfig(v -> v.subnetIds(subnets).securityGroupIds(group))
        .accessConfig(a ->
            a.authenticationMode(AuthenticationMode.API)
                .bootstrapClusterCreatorAdminPermissions(false))
        .bootstrapSelfManagedAddons(false)
        .tags(Map.of("owner", "us"));
  }

  /** An active cluster with a network plugin. */
  void cluster() {
    eks.createCluster(wanted("c").build());
    pass(600);
    eks.createAddon(r -> r.clusterName("c").addonName("vpc-cni"));
  }

  Cluster describe() {
    return eks.describeCluster(r -> r.name("c")).cluster();
  }

  void nodes(String name, Consumer<CreateNodegroupRequest.Builder> more) {
    eks.createNodegroup(r -> {
      r.clusterName("c")
          .nodegroupName(name)
          .nodeRole(WORKER)
          .subnets(subnets)
          .instanceTypes("m7g.2xlarge")
          .scalingConfig(s -> s.minSize(1).desiredSize(3).maxSize(6));
      more.accept(r);
    });
  }

  Nodegroup group(String name) {
    return eks.describeNodegroup(r -> r.clusterName("c").nodegroupName(name)).nodegroup();
  }

  NodegroupStatus status(String name) {
    return group(name).status();
  }

  AddonStatus addOn(String name) {
    return eks.describeAddon(r -> r.clusterName("c").addonName(name)).addon().status();
  }

  List<Node> ready() {
    return aws.eks().nodesOf(HERE, "c");
  }

  /** What exists of these kinds. */
  Set<String> living(String... kinds) {
    Set<String> ids = new HashSet<>();
    world.live(ACCOUNT).stream()
        .filter(it -> List.of(kinds).contains(it.kind()))
        .forEach(it -> ids.add(it.id()));
    return ids;
  }
}
