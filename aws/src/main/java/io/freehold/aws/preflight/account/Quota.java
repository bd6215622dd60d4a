package io.freehold.aws.preflight.account;

import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.iam.Role;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.network.ElasticIp;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.storage.Bucket;
import io.freehold.kernel.resource.ResourceType;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;

/**
 * A limit of AWS's that an infrastructure may run into. Codes and defaults: <a
 * href="https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html">source</a>.
 *
 * @param id in the check's name: {@code elastic-ips}
 * @param service as Service Quotas calls it
 * @param code of Service Quotas
 * @param name as Service Quotas shows it
 * @param global whether one limit holds for all regions
 * @param uses counts what the account has: one count for each place that has a limit of its own
 */
record Quota(
    String id,
    String service,
    String code,
    String name,
    boolean global,
    Function<Account, List<Use>> uses) {
  /** Where quotas are told that are one for all regions. */
  private static final String HOME_OF_GLOBAL = "us-east-1";

  static final List<Quota> ALL =
      List.of(
          regional("vpcs", "vpc", "L-F678F1CE", "VPCs per Region", Quota::vpcs),
          regional(
              "internet-gateways",
              "vpc",
              "L-A4707A72",
              "Internet gateways per Region",
              Quota::internetGateways),
          regional("elastic-ips", "ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", Quota::addresses),
          regional(
              "nat-gateways",
              "vpc",
              "L-FE5A380F",
              "NAT gateways per Availability Zone",
              NatGatewayUse::of),
          regional(
              "security-groups",
              "vpc",
              "L-E79EC296",
              "VPC security groups per Region",
              SecurityGroupUse::of),
          regional("eks-clusters", "eks", "L-1194D53C", "Clusters", Quota::clusters),
          regional(
              "network-load-balancers",
              "elasticloadbalancing",
              "L-69A177A2",
              "Network Load Balancers per Region",
              Quota::balancers),
          regional(
              "standard-vcpus",
              "ec2",
              "L-1216C47A",
              "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
              CpuUse::of),
          global("iam-roles", "iam", "L-FE177D64", "Roles per account", Quota::roles),
          global("s3-buckets", "s3", "L-DC2B2D3D", "General purpose buckets", Quota::buckets));

  private static Quota regional(
      String id, String service, String code, String name, Function<Account, List<Use>> uses) {
    return new Quota(id, service, code, name, false, uses);
  }

  private static Quota global(
      String id, String service, String code, String name, Function<Account, List<Use>> uses) {
    return new Quota(id, service, code, name, true, uses);
  }

  /** The region in which it is told, and raised. */
  Region region(Account account) {
    return global ? Region.of(HOME_OF_GLOBAL) : Region.of(account.spec().region());
  }

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

  private static List<Use> roles(Account account) {
    var all = account.roles().stream().map(role -> role.path() + role.roleName()).toList();
    InfrastructureNames names = account.subject().policies().names();
    String path = account.subject().policies().management().rolePath();
    Set<String> own =
        Arrays.stream(InfrastructureRole.values())
            .map(role -> path + names.role(role))
            .collect(Collectors.toSet());
    return use(account, all.size(), all.stream().filter(own::contains).count(), Role.TYPE);
  }

  private static List<Use> buckets(Account account) {
    var all = account.aws().s3().listBucketsPaginator(r -> {}).buckets().stream().toList();
    InfrastructureNames names = account.subject().policies().names();
    Set<String> own =
        Arrays.stream(BucketPurpose.values()).map(names::bucket).collect(Collectors.toSet());
    return use(
        account,
        all.size(),
        all.stream().filter(it -> own.contains(it.name())).count(),
        Bucket.TYPE);
  }

  private static List<Use> use(Account account, long all, long ours, ResourceType<?, ?, ?> kind) {
    return List.of(
        new Use(account.spec().region(), all, ours, account.subject().planned().count(kind)));
  }
}
