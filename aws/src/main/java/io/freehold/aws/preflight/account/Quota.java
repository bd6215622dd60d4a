package io.freehold.aws.preflight.account;

import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.network.ElasticIp;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.preflight.check.Account;
import io.freehold.kernel.resource.ResourceType;
import java.util.List;
import java.util.function.Function;

/**
 * A limit of AWS's that an infrastructure may run into. Codes and defaults: <a
 * href="https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html">source</a>.
 *
 * @param id in the check's name: {@code elastic-ips}
 * @param service as Service Quotas calls it
 * @param code of Service Quotas
 * @param name as Service Quotas shows it
 * @param uses counts what the account has: one count for each place that has a limit of its own
 */
record Quota(
    String id, String service, String code, String name, Function<Account, List<Use>> uses) {
  static final List<Quota> ALL =
      List.of(
          new Quota("vpcs", "vpc", "L-F678F1CE", "VPCs per Region", Quota::vpcs),
          new Quota(
              "internet-gateways",
              "vpc",
              "L-A4707A72",
              "Internet gateways per Region",
              Quota::internetGateways),
          new Quota("elastic-ips", "ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", Quota::addresses),
          new Quota(
              "nat-gateways",
              "vpc",
              "L-FE5A380F",
              "NAT gateways per Availability Zone",
              NatGatewayUse::of),
          new Quota("eks-clusters", "eks", "L-1194D53C", "Clusters", Quota::clusters),
          new Quota(
              "network-load-balancers",
              "elasticloadbalancing",
              "L-69A177A2",
              "Network Load Balancers per Region",
              Quota::balancers),
          new Quota(
              "standard-vcpus",
              "ec2",
              "L-1216C47A",
              "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
              CpuUse::of));

  /**
   * What is used of it in one place.
   *
   * @param place the region, or a zone of it
   * @param all that count, the infrastructure's own included
   * @param ours of these
   * @param planned how many the infrastructure will have
   */
  record Use(String place, long all, long ours, long planned) {
    /** How many more the infrastructure needs. */
    long needed() {
      return Math.max(0, planned - ours);
    }
  }

  private static List<Use> vpcs(Account account) {
    var all = account.vpcs();
    return use(
        account,
        all.size(),
        all.stream().filter(it -> account.isOurs(it.tags())).count(),
        Vpc.TYPE);
  }

  private static List<Use> internetGateways(Account account) {
    var all =
        account.aws().ec2().describeInternetGatewaysPaginator(r -> {}).internetGateways().stream()
            .toList();
    return use(
        account,
        all.size(),
        all.stream().filter(it -> account.isOurs(it.tags())).count(),
        InternetGateway.TYPE);
  }

  private static List<Use> addresses(Account account) {
    var all = account.aws().ec2().describeAddresses(r -> {}).addresses();
    return use(
        account,
        all.size(),
        all.stream().filter(it -> account.isOurs(it.tags())).count(),
        ElasticIp.TYPE);
  }

  private static List<Use> clusters(Account account) {
    var all = account.aws().eks().listClustersPaginator(r -> {}).clusters().stream().toList();
    String own = account.subject().policies().names().cluster();
    return use(account, all.size(), all.stream().filter(own::equals).count(), EksCluster.TYPE);
  }

  private static List<Use> balancers(Account account) {
    var all =
        account
            .aws()
            .loadBalancing()
            .describeLoadBalancersPaginator(r -> {})
            .loadBalancers()
            .stream()
            .filter(it -> "network".equals(it.typeAsString()))
            .toList();
    String own = account.spec().name() + "-";
    return use(
        account,
        all.size(),
        all.stream().filter(it -> it.loadBalancerName().startsWith(own)).count(),
        LoadBalancer.TYPE);
  }

  private static List<Use> use(Account account, long all, long ours, ResourceType<?, ?, ?> kind) {
    return List.of(
        new Use(account.spec().region(), all, ours, account.subject().planned().count(kind)));
  }
}
