package io.freehold.aws.policy;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.eks.AccessEntry;
import io.freehold.aws.eks.AddOn;
import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.eks.LaunchTemplate;
import io.freehold.aws.eks.NodeGroup;
import io.freehold.aws.eks.PodIdentityAssociation;
import io.freehold.aws.iam.ManagedPolicy;
import io.freehold.aws.iam.PolicyDocument;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.Statement;
import io.freehold.aws.loadbalancing.Listener;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.loadbalancing.TargetGroup;
import io.freehold.aws.logs.LogGroup;
import io.freehold.aws.network.ElasticIp;
import io.freehold.aws.network.GatewayEndpoint;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.NatGateway;
import io.freehold.aws.network.RouteTable;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.storage.Bucket;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The policy of the management role: the actions that the kinds name, and no other. */
public final class ManagementPolicy {
  private static final List<AwsType<?, ?>> KINDS =
      List.of(
          AccessEntry.TYPE,
          AddOn.TYPE,
          Bucket.TYPE,
          DnsRecord.TYPE,
          EksCluster.TYPE,
          ElasticIp.TYPE,
          GatewayEndpoint.TYPE,
          HostedZone.TYPE,
          InternetGateway.TYPE,
          LaunchTemplate.TYPE,
          Listener.TYPE,
          LoadBalancer.TYPE,
          LogGroup.TYPE,
          ManagedPolicy.TYPE,
          NatGateway.TYPE,
          NodeGroup.TYPE,
          PodIdentityAssociation.TYPE,
          Role.TYPE,
          RouteTable.TYPE,
          SecurityGroup.TYPE,
          Subnet.TYPE,
          TargetGroup.TYPE,
          Vpc.TYPE);

  /** What is done for no kind: zones are asked for, leftovers looked for, the cluster entered. */
  private static final Actions BESIDES =
      Actions.NONE.inspect("ec2:DescribeAvailabilityZones", "tag:GetResources", "sts:AssumeRole");

  private ManagementPolicy() {}

  /** Every kind of AWS resource that Freehold makes. */
  public static List<AwsType<?, ?>> kinds() {
    return KINDS;
  }

  /** Every action, in the order of the alphabet. */
  public static SortedSet<String> actions() {
    SortedSet<String> all = new TreeSet<>(BESIDES.all());
    KINDS.forEach(kind -> all.addAll(kind.actions().all()));
    return all;
  }

  /** As one statement on everything; narrowing by resource and tag is for onboarding. */
  public static PolicyDocument document() {
    return PolicyDocument.of(Statement.allow("Manage", actions().toArray(String[]::new)).on("*"));
  }
}
