package io.freehold.aws.network.customer;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.network.Ec2;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import io.freehold.model.vpc.VpcFinding;
import io.freehold.model.vpc.VpcRules;
import io.freehold.model.vpc.VpcSurvey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Reads what there is of a VPC of the customer's, in six calls that change nothing. */
public final class VpcReader {
  /** All that it needs to be allowed. */
  public static final Actions ACTIONS =
      Actions.in(PolicyGroup.EC2)
          .inspect(
              "ec2:DescribeVpcs",
              "ec2:DescribeVpcAttribute",
              "ec2:DescribeSubnets",
              "ec2:DescribeRouteTables",
              "ec2:DescribeVpcEndpoints");

  private VpcReader() {}

  /**
   * What keeps the network that a spec names from carrying it; empty where nothing does, and where
   * the VPC is the infrastructure's own.
   */
  public static List<VpcFinding> findings(AwsSession aws, InfrastructureSpec spec) {
    return switch (spec.network()) {
      case Network.Managed() -> List.of();
      case Network.Customer customer -> {
        Set<String> subnets = new HashSet<>(customer.privateSubnetIds());
        subnets.addAll(customer.publicSubnetIds());
        yield VpcRules.check(spec, read(aws, customer.vpcId(), subnets));
      }
    };
  }

  /**
   * Reads before there is an infrastructure.
   *
   * @param owner for whom: the infrastructure that is to be made there
   * @throws FailureException if the role cannot be assumed, or the account does not answer
   */
  public static VpcSurvey ask(
      RoleSessions sessions,
      RoleSessions.Role role,
      String region,
      Owner owner,
      String vpcId,
      Set<String> subnetIds) {
    try {
      return read(sessions.session(role, region, owner, Map.of()), vpcId, subnetIds);
    } catch (SdkException e) {
      throw new FailureException(new AwsFailures().classify(e));
    }
  }

  /**
   * Reads.
   *
   * @param subnetIds to be looked for outside of the VPC as well
   */
  public static VpcSurvey read(AwsSession aws, String vpcId, Set<String> subnetIds) {
    // By filter: a list of ids fails as a whole where one is gone.
    Optional<VpcSurvey.Vpc> vpc =
        aws.ec2().describeVpcs(r -> r.filters(Ec2.filter("vpc-id", List.of(vpcId)))).vpcs().stream()
            .findFirst()
            .map(found -> vpc(aws, found));
    List<VpcSurvey.Subnet> subnets =
        new ArrayList<>(vpc.isPresent() ? subnets(aws, "vpc-id", List.of(vpcId)) : List.of());
    Set<String> elsewhere = new HashSet<>(subnetIds);
    subnets.forEach(subnet -> elsewhere.remove(subnet.id()));
    if (!elsewhere.isEmpty()) {
      subnets.addAll(subnets(aws, "subnet-id", List.copyOf(elsewhere)));
    }
    return new VpcSurvey(
        vpc,
        subnets,
        vpc.isPresent() ? tables(aws, vpcId) : List.of(),
        vpc.isPresent() ? endpoints(aws, vpcId) : List.of());
  }

  private static VpcSurvey.Vpc vpc(AwsSession aws, Vpc found) {
    String id = found.vpcId();
    Set<Cidr> cidrs = new LinkedHashSet<>();
    cidrs.add(Cidr.parse(found.cidrBlock()));
    found.cidrBlockAssociationSet().stream()
        .filter(VpcReader::isUsed)
        .forEach(one -> cidrs.add(Cidr.parse(one.cidrBlock())));
    return new VpcSurvey.Vpc(
        id,
        List.copyOf(cidrs),
        Ec2.tags(found.tags()),
        aws.ec2()
            .describeVpcAttribute(r -> r.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
            .enableDnsSupport()
            .value(),
        aws.ec2()
            .describeVpcAttribute(r -> r.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
            .enableDnsHostnames()
            .value());
  }

  private static boolean isUsed(VpcCidrBlockAssociation association) {
    return association.cidrBlockState() == null
        || association.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED
        || association.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATING;
  }

  private static List<VpcSurvey.Subnet> subnets(AwsSession aws, String by, List<String> values) {
    return aws
        .ec2()
        .describeSubnetsPaginator(r -> r.filters(Ec2.filter(by, values)))
        .subnets()
        .stream()
        .map(VpcReader::subnet)
        .toList();
  }

  private static VpcSurvey.Subnet subnet(Subnet found) {
    return new VpcSurvey.Subnet(
        found.subnetId(),
        found.vpcId(),
        found.availabilityZone(),
        found.availabilityZoneId(),
        Optional.ofNullable(found.cidrBlock()).map(Cidr::parse),
        Objects.requireNonNullElse(found.availableIpAddressCount(), 0),
        Ec2.tags(found.tags()));
  }

  private static List<VpcSurvey.RouteTable> tables(AwsSession aws, String vpcId) {
    return aws
        .ec2()
        .describeRouteTablesPaginator(r -> r.filters(Ec2.filter("vpc-id", List.of(vpcId))))
        .routeTables()
        .stream()
        .map(VpcReader::table)
        .toList();
  }

  private static VpcSurvey.RouteTable table(RouteTable found) {
    Map<String, String> associations = new HashMap<>();
    boolean main = false;
    for (RouteTableAssociation one : found.associations()) {
      main |= Boolean.TRUE.equals(one.main());
      if (one.subnetId() != null) {
        associations.put(one.subnetId(), one.routeTableAssociationId());
      }
    }
    return new VpcSurvey.RouteTable(
        found.routeTableId(),
        main,
        associations,
        found.routes().stream().map(VpcReader::route).toList());
  }

  private static VpcSurvey.Route route(Route found) {
    String destination =
        found.destinationCidrBlock() != null
            ? found.destinationCidrBlock()
            : found.destinationIpv6CidrBlock() != null
                ? found.destinationIpv6CidrBlock()
                : Objects.requireNonNullElse(found.destinationPrefixListId(), "unknown");
    boolean active = found.state() != RouteState.BLACKHOLE;
    Leads leads = leads(found);
    return new VpcSurvey.Route(destination, leads.target(), leads.id(), active);
  }

  private record Leads(VpcSurvey.Target target, String id) {}

  private static Leads leads(Route found) {
    if (found.natGatewayId() != null) {
      return new Leads(VpcSurvey.Target.NAT_GATEWAY, found.natGatewayId());
    } else if (found.transitGatewayId() != null) {
      return new Leads(VpcSurvey.Target.TRANSIT_GATEWAY, found.transitGatewayId());
    } else if (found.networkInterfaceId() != null) {
      return new Leads(VpcSurvey.Target.NETWORK_INTERFACE, found.networkInterfaceId());
    } else if (found.instanceId() != null) {
      return new Leads(VpcSurvey.Target.NETWORK_INTERFACE, found.instanceId());
    } else if (found.vpcPeeringConnectionId() != null) {
      return new Leads(VpcSurvey.Target.PEERING, found.vpcPeeringConnectionId());
    } else if (found.egressOnlyInternetGatewayId() != null) {
      return new Leads(VpcSurvey.Target.EGRESS_ONLY_GATEWAY, found.egressOnlyInternetGatewayId());
    } else if (found.gatewayId() != null) {
      return new Leads(gateway(found.gatewayId()), found.gatewayId());
    }
    return new Leads(VpcSurvey.Target.OTHER, "another target");
  }

  /** One field of AWS's for four sorts of things. */
  private static VpcSurvey.Target gateway(String id) {
    if (id.equals("local")) {
      return VpcSurvey.Target.LOCAL;
    } else if (id.startsWith("igw-")) {
      return VpcSurvey.Target.INTERNET_GATEWAY;
    } else if (id.startsWith("vgw-")) {
      return VpcSurvey.Target.VPN_GATEWAY;
    }
    return id.startsWith("vpce-") ? VpcSurvey.Target.ENDPOINT : VpcSurvey.Target.OTHER;
  }

  private static List<VpcSurvey.Endpoint> endpoints(AwsSession aws, String vpcId) {
    return aws
        .ec2()
        .describeVpcEndpointsPaginator(r -> r.filters(Ec2.filter("vpc-id", List.of(vpcId))))
        .vpcEndpoints()
        .stream()
        .map(VpcReader::endpoint)
        .toList();
  }

  private static VpcSurvey.Endpoint endpoint(VpcEndpoint found) {
    return new VpcSurvey.Endpoint(
        found.vpcEndpointId(),
        found.vpcEndpointTypeAsString(),
        found.serviceName(),
        found.stateAsString().toLowerCase(Locale.ROOT),
        Set.copyOf(found.routeTableIds()));
  }
}
