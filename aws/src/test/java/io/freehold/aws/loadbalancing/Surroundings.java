package io.freehold.aws.loadbalancing;

import io.freehold.aws.contract.Ground;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Subnet.Access;
import io.freehold.aws.network.Vpc;
import java.util.Set;

/** What a load balancer and its parts need around them. */
final class Surroundings {
  private Surroundings() {}

  static String vpc(Ground ground) {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    ground.make("igw", InternetGateway.TYPE, new InternetGateway(vpc));
    return vpc;
  }

  /** A subnet in the zone of that number. */
  static String subnet(Ground ground, int zone) {
    return ground
        .make(
            "subnet-" + zone,
            Subnet.TYPE,
            new Subnet(
                vpc(ground), ground.zoneIds().get(zone), "10.0." + zone + ".0/24", Access.PUBLIC))
        .id();
  }

  static String group(Ground ground, String name) {
    return ground
        .make(
            name,
            SecurityGroup.TYPE,
            new SecurityGroup(vpc(ground), name, "for a test", Set.of(), Set.of()))
        .id();
  }

  static LoadBalancer desired(Ground ground) {
    return new LoadBalancer(
        "abcdefghij-test",
        LoadBalancer.Scheme.PUBLIC,
        Set.of(subnet(ground, 0), subnet(ground, 1)),
        Set.of(group(ground, "balancer-group")));
  }

  static LoadBalancer.Observed balancer(Ground ground) {
    return ground.make("balancer", LoadBalancer.TYPE, desired(ground));
  }

  static String targetGroup(Ground ground, String name) {
    return ground
        .make(name, TargetGroup.TYPE, new TargetGroup(name, vpc(ground), 8443, 15021, 10))
        .arn();
  }
}
