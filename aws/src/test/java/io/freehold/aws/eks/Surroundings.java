package io.freehold.aws.eks;

import io.freehold.aws.contract.Ground;
import io.freehold.aws.eks.EksCluster.Support;
import io.freehold.aws.iam.Role;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Subnet.Access;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a cluster and its parts need around them. */
final class Surroundings {
  static final String CLUSTER = "clickhouse-cloud-abcdefghij";

  /** Longer than any change of a cluster but its version takes. */
  static final Duration A_CHANGE = Duration.ofSeconds(200);

  private Surroundings() {}

  static String vpc(Ground ground) {
    return ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
  }

  /** Two subnets in zones that EKS has. */
  static List<String> subnets(Ground ground) {
    String vpc = vpc(ground);
    List<String> zones = ground.zoneIds();
    return List.of(
        subnet(ground, "subnet-a", new Subnet(vpc, zones.get(0), "10.0.0.0/24", Access.PRIVATE)),
        subnet(ground, "subnet-b", new Subnet(vpc, zones.get(1), "10.0.1.0/24", Access.PRIVATE)));
  }

  static String subnet(Ground ground, String node, Subnet subnet) {
    return ground.make(node, Subnet.TYPE, subnet).id();
  }

  static String group(Ground ground, String name) {
    return ground
        .make(
            name,
            SecurityGroup.TYPE,
            new SecurityGroup(vpc(ground), name, "for a test", Set.of(), Set.of()))
        .id();
  }

  /** A role that the service may act in. */
  static String role(Ground ground, String name, String service, String... policies) {
    PolicyDocument trust =
        PolicyDocument.of(
            Statement.allow("Service", "sts:AssumeRole", "sts:TagSession").byService(service));
    return ground
        .make(
            name,
            Role.TYPE,
            Role.of(
                    ground.aws().owner() + "-us-east-1-" + name,
                    "for a test",
                    trust,
                    ground.boundary())
                .in(ground.management().rolePath())
                .attaching(policies))
        .arn();
  }

  static String worker(Ground ground) {
    return role(
        ground,
        "k8s-worker",
        "ec2.amazonaws.com",
        "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy");
  }

  static EksCluster desired(Ground ground) {
    return new EksCluster(
        CLUSTER,
        "1.32",
        role(ground, "k8s-control-plane", "eks.amazonaws.com"),
        Set.copyOf(subnets(ground)),
        Set.of(group(ground, "cluster-group")),
        Set.of("192.0.2.1/32"),
        Set.of("api", "audit"),
        Optional.empty(),
        Support.STANDARD);
  }

  /** An active cluster. */
  static EksCluster.Observed cluster(Ground ground) {
    return ground.make("cluster", EksCluster.TYPE, desired(ground));
  }
}
