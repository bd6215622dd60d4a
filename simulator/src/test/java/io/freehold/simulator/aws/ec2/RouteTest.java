package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

class RouteTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private static final String ALL = "0.0.0.0/0";

  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;
  private final String vpc = lab.vpc();
  private final String subnet = lab.subnet(vpc, "10.0.0.0/24");
  private final String gateway = lab.gateway(vpc);
  private final String table = lab.table(vpc);

  @Test
  void aRouteIsMadeReplacedAndDeleted() {
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway));
    assertThat(route(ALL).state()).isEqualTo(RouteState.ACTIVE);
    assertThat(
            code(() ->
                ec2.createRoute(
                    r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway))))
        .isEqualTo("RouteAlreadyExists");
    String nat = lab.nat(subnet);
    lab.pass(110);
    ec2.replaceRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL).natGatewayId(nat));
    assertThat(route(ALL).natGatewayId()).isEqualTo(nat);
    assertThat(route(ALL).gatewayId()).isNull();
    ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL));
    assertThat(lab.tableOf(table).routes()).hasSize(1);
    assertThat(code(() -> ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL))))
        .isEqualTo("InvalidRoute.NotFound");
    assertThat(
            code(() ->
                ec2.replaceRoute(
                    r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aNatGatewayThatIsPendingIsNoTarget() {
    String nat = lab.nat(subnet);
    Runnable create =
        () ->
            ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL).natGatewayId(nat));
    assertThat(code(create::run)).isEqualTo("InvalidNatGatewayID.NotFound");
    lab.pass(110);
    create.run();
    assertThat(route(ALL).state()).isEqualTo(RouteState.ACTIVE);
    ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    assertThat(route(ALL).state()).isEqualTo(RouteState.BLACKHOLE);
  }

  @Test
  void aGatewayOfAnotherNetworkIsNoTarget() {
    String other = lab.gateway(lab.vpc("10.1.0.0/16"));
    assertThat(
            code(() ->
                ec2.createRoute(
                    r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(other))))
        .isEqualTo("InvalidParameterValue");
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway));
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    assertThat(route(ALL).state()).isEqualTo(RouteState.BLACKHOLE);
  }

  @Test
  void aSubnetHasOneTableAndATableInUseIsNotDeleted() {
    String association =
        ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet)).associationId();
    String other = lab.table(vpc);
    assertThat(code(() -> ec2.associateRouteTable(r -> r.routeTableId(other).subnetId(subnet))))
        .isEqualTo("Resource.AlreadyAssociated");
    assertThat(code(() -> ec2.deleteRouteTable(r -> r.routeTableId(table))))
        .isEqualTo("DependencyViolation");
    String moved =
        ec2.replaceRouteTableAssociation(r -> r.associationId(association).routeTableId(other))
            .newAssociationId();
    ec2.deleteRouteTable(r -> r.routeTableId(table));
    assertThat(
            ec2.describeRouteTables(r -> r.filters(filter("association.subnet-id", subnet)))
                .routeTables())
        .singleElement()
        .satisfies(it -> assertThat(it.routeTableId()).isEqualTo(other));
    ec2.disassociateRouteTable(r -> r.associationId(moved));
    assertThat(code(() -> ec2.disassociateRouteTable(r -> r.associationId(moved))))
        .isEqualTo("InvalidAssociationID.NotFound");
    ec2.deleteRouteTable(r -> r.routeTableId(other));
  }

  @Test
  void theMainTableStays() {
    String main =
        ec2.describeRouteTables(r -> r.filters(filter("association.main", "true")))
            .routeTables()
            .getFirst()
            .routeTableId();
    assertThat(code(() -> ec2.deleteRouteTable(r -> r.routeTableId(main))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void aGatewayEndpointPutsARouteIntoItsTables() {
    String second = lab.table(vpc);
    String endpoint =
        ec2.createVpcEndpoint(r ->
                r.vpcId(vpc)
                    .serviceName(S3)
                    .vpcEndpointType(VpcEndpointType.GATEWAY)
                    .routeTableIds(table))
            .vpcEndpoint()
            .vpcEndpointId();
    assertThat(endpointOf(endpoint).stateAsString()).isEqualTo("pending");
    lab.pass(6);
    assertThat(endpointOf(endpoint).stateAsString()).isEqualTo("available");
    assertThat(lab.tableOf(table).routes())
        .extracting(Route::destinationPrefixListId)
        .contains("pl-63a5400a");
    assertThat(
            code(() ->
                ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName(S3).routeTableIds(table))))
        .isEqualTo("RouteAlreadyExists");
    ec2.modifyVpcEndpoint(
        r -> r.vpcEndpointId(endpoint).addRouteTableIds(second).removeRouteTableIds(table));
    assertThat(lab.tableOf(table).routes()).hasSize(1);
    assertThat(lab.tableOf(second).routes()).hasSize(2);
    assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo("DependencyViolation");
    assertThat(ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint)).unsuccessful()).isEmpty();
    assertThat(lab.tableOf(second).routes()).hasSize(1);
    assertThat(ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint)).unsuccessful())
        .singleElement()
        .satisfies(it -> assertThat(it.error().code()).isEqualTo("InvalidVpcEndpointId.NotFound"));
  }

  @Test
  void anEndpointServiceOfAnotherRegionDoesNotExist() {
    assertThat(
            code(() ->
                ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName("com.amazonaws.eu-west-1.s3"))))
        .isEqualTo("InvalidServiceName");
  }

  @Test
  void anInterfaceEndpointTakesAnAddressInEachSubnetAndServesNoRoute() {
    String second = lab.subnet(vpc, "10.0.1.0/24");
    assertThat(code(() -> interfaceEndpoint(subnet, second)))
        .isEqualTo("DuplicateSubnetsInSameZone");
    VpcEndpoint made = interfaceEndpoint(subnet);
    lab.pass(6);
    assertThat(endpointOf(made.vpcEndpointId()))
        .satisfies(it -> {
          assertThat(it.vpcEndpointType()).isEqualTo(VpcEndpointType.INTERFACE);
          assertThat(it.stateAsString()).isEqualTo("available");
          assertThat(it.routeTableIds()).isEmpty();
          assertThat(it.subnetIds()).containsExactly(subnet);
          assertThat(it.groups()).extracting(g -> g.groupName()).containsExactly("default");
          assertThat(it.networkInterfaceIds()).hasSize(1);
        });
    assertThat(lab.tableOf(table).routes()).hasSize(1);
    assertThat(freeAddresses()).isEqualTo(250);
    assertThat(code(() -> ec2.deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
    ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(made.vpcEndpointId()));
    lab.pass(60);
    ec2.deleteSubnet(r -> r.subnetId(subnet));
  }

  private VpcEndpoint interfaceEndpoint(String... subnets) {
    return ec2.createVpcEndpoint(r ->
            r.vpcId(vpc)
                .serviceName(S3)
                .vpcEndpointType(VpcEndpointType.INTERFACE)
                .subnetIds(subnets)
                .privateDnsEnabled(false))
        .vpcEndpoint();
  }

  @Test
  void everyAddressOfAnInterfaceCounts() {
    var made =
        ec2.createNetworkInterface(r -> r.subnetId(subnet).secondaryPrivateIpAddressCount(9))
            .networkInterface();
    assertThat(made.privateIpAddresses()).hasSize(10);
    assertThat(made.privateIpAddresses().getFirst().primary()).isTrue();
    assertThat(freeAddresses()).isEqualTo(241);
    assertThat(
            code(() ->
                ec2.createNetworkInterface(
                    r -> r.subnetId(subnet).secondaryPrivateIpAddressCount(241))))
        .isEqualTo("InsufficientFreeAddressesInSubnet");
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(made.networkInterfaceId()));
    assertThat(freeAddresses()).isEqualTo(251);
  }

  private int freeAddresses() {
    return ec2.describeSubnets(r -> r.subnetIds(subnet))
        .subnets()
        .getFirst()
        .availableIpAddressCount();
  }

  private VpcEndpoint endpointOf(String id) {
    return ec2.describeVpcEndpoints(r -> r.vpcEndpointIds(id)).vpcEndpoints().getFirst();
  }

  private Route route(String destination) {
    List<Route> routes = lab.tableOf(table).routes();
    return routes.stream()
        .filter(it -> Objects.equals(it.destinationCidrBlock(), destination))
        .findFirst()
        .orElseThrow();
  }
}
