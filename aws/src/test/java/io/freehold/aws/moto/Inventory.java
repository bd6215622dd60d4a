package io.freehold.aws.moto;

import io.freehold.aws.session.AwsSession;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** What there is in an account, asked for directly and not by our own kinds. */
public final class Inventory {
  private static final int MOST_LATE = 5;

  private Inventory() {}

  /**
   * How many of each there are; what there are none of is left out. A server that is late, as it is
   * where others use the machine too, is asked again.
   */
  public static Map<String, Long> of(AwsSession aws) {
    for (int late = 0; ; late++) {
      try {
        return now(aws);
      } catch (ApiCallTimeoutException timeout) {
        if (late == MOST_LATE) {
          throw timeout;
        }
      }
    }
  }

  private static Map<String, Long> now(AwsSession aws) {
    Filter ours =
        Filter.builder().name("tag:" + AwsSession.OWNER_TAG).values(aws.owner().name()).build();
    var ec2 = aws.ec2();
    Map<String, Long> found = new TreeMap<>();
    // Every account of moto's has a default VPC with parts of its own.
    found.put("vpcs", ec2.describeVpcs().vpcs().stream().filter(vpc -> !vpc.isDefault()).count());
    found.put("subnets", (long) ec2.describeSubnets(r -> r.filters(ours)).subnets().size());
    found.put(
        "route tables", (long) ec2.describeRouteTables(r -> r.filters(ours)).routeTables().size());
    found.put(
        "security groups",
        (long) ec2.describeSecurityGroups(r -> r.filters(ours)).securityGroups().size());
    found.put("internet gateways", (long) ec2.describeInternetGateways().internetGateways().size());
    found.put("addresses", (long) ec2.describeAddresses().addresses().size());
    found.put(
        "NAT gateways",
        ec2.describeNatGateways().natGateways().stream()
            .filter(nat -> nat.state() != NatGatewayState.DELETED)
            .count());
    found.put(
        "endpoints",
        ec2.describeVpcEndpoints().vpcEndpoints().stream()
            .filter(endpoint -> !endpoint.stateAsString().equalsIgnoreCase("deleted"))
            .count());
    found.put("launch templates", (long) ec2.describeLaunchTemplates().launchTemplates().size());
    List<String> clusters = aws.eks().listClusters().clusters();
    found.put("clusters", (long) clusters.size());
    found.put(
        "node groups",
        clusters.stream()
            .mapToLong(it -> aws.eks().listNodegroups(r -> r.clusterName(it)).nodegroups().size())
            .sum());
    found.put(
        "pod identity associations",
        clusters.stream()
            .mapToLong(it ->
                aws.eks().listPodIdentityAssociations(r -> r.clusterName(it)).associations().size())
            .sum());
    found.put("roles", (long) aws.iam().listRoles().roles().size());
    found.put("policies", (long) aws.iam().listPolicies(r -> r.scope("Local")).policies().size());
    found.put("buckets", (long) aws.s3().listBuckets().buckets().size());
    found.put(
        "load balancers",
        (long) aws.loadBalancing().describeLoadBalancers().loadBalancers().size());
    found.put(
        "target groups", (long) aws.loadBalancing().describeTargetGroups().targetGroups().size());
    found.put("hosted zones", (long) aws.route53().listHostedZones().hostedZones().size());
    found.put("log groups", (long) aws.logs().describeLogGroups().logGroups().size());
    aws
        .tagging()
        .getResources(r ->
            r.tagFilters(
                TagFilter.builder().key(AwsSession.OWNER_TAG).values(aws.owner().name()).build()))
        .resourceTagMappingList()
        .stream()
        .map(ResourceTagMapping::resourceARN)
        // They stay listed, with their tags, after their end: counted above by their state.
        .filter(arn -> !arn.contains(":natgateway/"))
        .forEach(arn -> found.merge("tagged " + arn.replaceAll("[^/:]*$", "*"), 1L, Long::sum));
    found.values().removeIf(count -> count == 0);
    return found;
  }
}
