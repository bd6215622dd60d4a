package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** EC2's kinds: their ids, error codes, tags and filters. */
final class Kinds {
  static final Kind<VpcEntry> VPC =
      new Kind<>(
          "Vpc",
          "vpc",
          "vpc",
          missing("InvalidVpcID.NotFound", "The vpc ID '%s' does not exist"),
          it -> it.vpc().tags(),
          (it, tags) -> it.with(it.vpc().toBuilder().tags(tags).build()),
          it -> Stream.of(it.vpc().vpcId()),
          Map.of(
              "vpc-id", it -> one(it.vpc().vpcId()),
              "cidr", it -> one(it.vpc().cidrBlock()),
              "cidr-block-association.cidr-block", it -> one(it.vpc().cidrBlock()),
              "state", it -> one(it.vpc().stateAsString()),
              "is-default", it -> one(it.vpc().isDefault()),
              "owner-id", it -> one(it.vpc().ownerId())));

  static final Kind<Subnet> SUBNET =
      new Kind<>(
          "Subnet",
          "subnet",
          "subnet",
          missing("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist"),
          Subnet::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "subnet-id", it -> one(it.subnetId()),
              "vpc-id", it -> one(it.vpcId()),
              "cidr-block", it -> one(it.cidrBlock()),
              "availability-zone", it -> one(it.availabilityZone()),
              "availability-zone-id", it -> one(it.availabilityZoneId()),
              "map-public-ip-on-launch", it -> one(it.mapPublicIpOnLaunch()),
              "state", it -> one(it.stateAsString())));

  static final Kind<InternetGateway> INTERNET_GATEWAY =
      new Kind<>(
          "InternetGateway",
          "internet-gateway",
          "igw",
          missing(
              "InvalidInternetGatewayID.NotFound", "The internetGateway ID '%s' does not exist"),
          InternetGateway::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> Stream.empty(),
          Map.of(
              "internet-gateway-id", it -> one(it.internetGatewayId()),
              "attachment.vpc-id", it -> each(it.attachments(), InternetGatewayAttachment::vpcId),
              "attachment.state",
                  it -> each(it.attachments(), InternetGatewayAttachment::stateAsString)));

  static final Kind<Address> ADDRESS =
      new Kind<>(
          "ElasticIp",
          "elastic-ip",
          "eipalloc",
          missing("InvalidAllocationID.NotFound", "The allocation ID '%s' does not exist"),
          Address::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> Stream.empty(),
          Map.of(
              "allocation-id", it -> one(it.allocationId()),
              "association-id", it -> one(it.associationId()),
              "public-ip", it -> one(it.publicIp()),
              "private-ip-address", it -> one(it.privateIpAddress()),
              "network-interface-id", it -> one(it.networkInterfaceId()),
              "domain", it -> one(it.domainAsString())));

  static final Kind<NatGateway> NAT_GATEWAY =
      new Kind<>(
          "NatGateway",
          "natgateway",
          "nat",
          missing("NatGatewayNotFound", "NatGateway %s was not found"),
          NatGateway::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "nat-gateway-id", it -> one(it.natGatewayId()),
              "subnet-id", it -> one(it.subnetId()),
              "vpc-id", it -> one(it.vpcId()),
              "state", it -> one(it.stateAsString())));

  static final Kind<RouteTable> ROUTE_TABLE =
      new Kind<>(
          "RouteTable",
          "route-table",
          "rtb",
          missing("InvalidRouteTableID.NotFound", "The routeTable ID '%s' does not exist"),
          RouteTable::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "route-table-id", it -> one(it.routeTableId()),
              "vpc-id", it -> one(it.vpcId()),
              "association.main", it -> each(it.associations(), RouteTableAssociation::main),
              "association.subnet-id",
                  it -> each(it.associations(), RouteTableAssociation::subnetId),
              "association.route-table-association-id",
                  it -> each(it.associations(), RouteTableAssociation::routeTableAssociationId),
              "association.route-table-id",
                  it -> each(it.associations(), RouteTableAssociation::routeTableId),
              "route.destination-cidr-block", it -> each(it.routes(), Route::destinationCidrBlock),
              "route.gateway-id", it -> each(it.routes(), Route::gatewayId),
              "route.nat-gateway-id", it -> each(it.routes(), Route::natGatewayId),
              "route.state", it -> each(it.routes(), Route::stateAsString)));

  static final Kind<VpcEndpoint> ENDPOINT =
      new Kind<>(
          "GatewayEndpoint",
          "vpc-endpoint",
          "vpce",
          missing("InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '%s' does not exist"),
          VpcEndpoint::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "vpc-endpoint-id", it -> one(it.vpcEndpointId()),
              "vpc-id", it -> one(it.vpcId()),
              "service-name", it -> one(it.serviceName()),
              "vpc-endpoint-type", it -> one(it.vpcEndpointTypeAsString()),
              "vpc-endpoint-state", it -> one(it.stateAsString())));

  static final Kind<SecurityGroup> GROUP =
      new Kind<>(
          "SecurityGroup",
          "security-group",
          "sg",
          missing("InvalidGroup.NotFound", "The security group '%s' does not exist"),
          SecurityGroup::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "group-id", it -> one(it.groupId()),
              "group-name", it -> one(it.groupName()),
              "description", it -> one(it.description()),
              "vpc-id", it -> one(it.vpcId()),
              "owner-id", it -> one(it.ownerId())));

  static final Kind<SecurityGroupRule> RULE =
      new Kind<>(
          "SecurityGroupRule",
          "security-group-rule",
          "sgr",
          missing(
              "InvalidSecurityGroupRuleId.NotFound",
              "The security group rule ID '%s' does not exist"),
          SecurityGroupRule::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> Stream.empty(),
          Map.of(
              "group-id", it -> one(it.groupId()),
              "security-group-rule-id", it -> one(it.securityGroupRuleId())));

  static final Kind<NetworkInterface> INTERFACE =
      new Kind<>(
          "NetworkInterface",
          "network-interface",
          "eni",
          missing(
              "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '%s' does not exist"),
          NetworkInterface::tagSet,
          (it, tags) -> it.toBuilder().tagSet(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "network-interface-id", it -> one(it.networkInterfaceId()),
              "vpc-id", it -> one(it.vpcId()),
              "subnet-id", it -> one(it.subnetId()),
              "group-id", it -> each(it.groups(), GroupIdentifier::groupId),
              "status", it -> one(it.statusAsString()),
              "description", it -> one(it.description()),
              "interface-type", it -> one(it.interfaceTypeAsString()),
              "requester-managed", it -> one(it.requesterManaged()),
              "attachment.status", it -> attachmentStatus(it),
              "attachment.attachment-id", it -> attachmentId(it)));

  static final Kind<TemplateEntry> TEMPLATE =
      new Kind<>(
          "LaunchTemplate",
          "launch-template",
          "lt",
          missing(
              "InvalidLaunchTemplateId.NotFound",
              "The specified launch template, with template ID %s, does not exist."),
          it -> it.template().tags(),
          (it, tags) -> it.with(it.template().toBuilder().tags(tags).build()),
          it -> Stream.empty(),
          Map.of("launch-template-name", it -> one(it.template().launchTemplateName())));

  static final Kind<Volume> VOLUME =
      new Kind<>(
          "Volume",
          "volume",
          "vol",
          missing("InvalidVolume.NotFound", "The volume '%s' does not exist."),
          Volume::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> Stream.empty(),
          Map.of(
              "volume-id", it -> one(it.volumeId()),
              "status", it -> one(it.stateAsString()),
              "availability-zone", it -> one(it.availabilityZone())));

  static final Kind<Instance> INSTANCE =
      new Kind<>(
          "Instance",
          "instance",
          "i",
          missing("InvalidInstanceID.NotFound", "The instance ID '%s' does not exist"),
          Instance::tags,
          (it, tags) -> it.toBuilder().tags(tags).build(),
          it -> one(it.vpcId()),
          Map.of(
              "instance-id", it -> one(it.instanceId()),
              "instance-type", it -> one(it.instanceTypeAsString()),
              "instance-state-name", it -> one(it.state().nameAsString()),
              "subnet-id", it -> one(it.subnetId()),
              "vpc-id", it -> one(it.vpcId())));

  private Kinds() {}

  private static Function<String, Refusal> missing(String code, String message) {
    return id -> Refusal.of(code, String.format(message, id));
  }

  private static Stream<String> one(@Nullable Object value) {
    return value == null ? Stream.empty() : Stream.of(value.toString());
  }

  private static <P> Stream<String> each(
      Collection<P> parts, Function<P, ? extends @Nullable Object> value) {
    return parts.stream().map(value).filter(Objects::nonNull).map(String::valueOf);
  }

  private static Stream<String> attachmentStatus(NetworkInterface it) {
    return it.attachment() == null ? Stream.empty() : one(it.attachment().statusAsString());
  }

  private static Stream<String> attachmentId(NetworkInterface it) {
    return it.attachment() == null ? Stream.empty() : one(it.attachment().attachmentId());
  }
}
