package io.freehold.aws.onboarding;

import static io.freehold.aws.catalogue.Scope.named;
import static io.freehold.aws.catalogue.Scope.roles;

import io.freehold.aws.account.RoleVerification;
import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.eks.AccessEntry;
import io.freehold.aws.eks.AddOn;
import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.eks.LaunchTemplate;
import io.freehold.aws.eks.NodeGroup;
import io.freehold.aws.eks.PodIdentityAssociation;
import io.freehold.aws.graph.Remains;
import io.freehold.aws.iam.CustomerRole;
import io.freehold.aws.iam.Role;
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
import io.freehold.aws.network.customer.CustomerVpc;
import io.freehold.aws.preflight.check.PreflightActions;
import io.freehold.aws.storage.Bucket;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every permission that the control plane needs in a customer's account, from the kinds' own lists.
 */
public final class Catalogue {
  private static final List<AwsType<?, ?>> KINDS =
      List.of(
          AccessEntry.TYPE,
          AddOn.TYPE,
          Bucket.TYPE,
          CustomerRole.TYPE,
          CustomerVpc.TYPE,
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
          NatGateway.TYPE,
          NodeGroup.TYPE,
          PodIdentityAssociation.TYPE,
          Role.TYPE,
          RouteTable.TYPE,
          SecurityGroup.TYPE,
          Subnet.TYPE,
          TargetGroup.TYPE,
          Vpc.TYPE);

  /** What is done for no kind: zones are asked for, the cluster is entered. */
  private static final Actions BESIDES =
      Actions.in(PolicyGroup.BASE)
          .inspect("ec2:DescribeAvailabilityZones")
          .inspect(named(roles("*-data-plane-mgmt")), "sts:AssumeRole");

  private Catalogue() {}

  /** Every permission, kind by kind. */
  public static List<Permission> permissions() {
    return Stream.concat(
            KINDS.stream().map(AwsType::actions),
            Stream.of(RoleVerification.ACTIONS, BESIDES, Remains.ACTIONS, PreflightActions.ALL))
        .flatMap(actions -> actions.permissions().stream())
        .distinct()
        .toList();
  }
}
