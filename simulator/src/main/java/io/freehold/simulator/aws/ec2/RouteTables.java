package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationStateCode;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Route tables and which subnets they serve. */
final class RouteTables {
  private static final RouteTableAssociationState ASSOCIATED =
      RouteTableAssociationState.builder().state(RouteTableAssociationStateCode.ASSOCIATED).build();

  private final Ec2 ec2;

  RouteTables(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** The one that comes with a VPC and serves every subnet without one of its own. */
  static boolean isMain(RouteTable table) {
    return table.associations().stream().anyMatch(RouteTables::isMain);
  }

  private static boolean isMain(RouteTableAssociation association) {
    return Boolean.TRUE.equals(association.main());
  }

  static void makeMain(Network network, String vpcId, Block block) {
    String id = put(network, vpcId, block, List.of());
    RouteTableAssociation main = association(network, id).main(true).build();
    network.routeTables().shelf().change(id, it -> it.toBuilder().associations(main).build());
  }

  /** A subnet that is deleted takes its association with it. */
  static void forgetSubnet(Network network, String subnetId) {
    for (RouteTable table : network.routeTables().all()) {
      if (table.associations().stream().anyMatch(it -> subnetId.equals(it.subnetId()))) {
        network
            .routeTables()
            .shelf()
            .change(table.routeTableId(), it -> without(it, a -> subnetId.equals(a.subnetId())));
      }
    }
  }

  CreateRouteTableResponse create(Endpoint endpoint, CreateRouteTableRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.ROUTE_TABLE.type());
    return endpoint.call(
        CallSpec.write("CreateRouteTable")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              ec2.at(call).vpcs().ask(access, request.vpcId());
              ec2.at(call).routeTables().askNew(access, "CreateRouteTable", tags);
            }),
        call -> {
          Network network = ec2.at(call);
          String id =
              network
                  .world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientToken(),
                      request,
                      it -> network.routeTables().shelf().actual(it).isPresent(),
                      () -> make(network, request.vpcId(), tags));
          return CreateRouteTableResponse.builder()
              .clientToken(request.clientToken())
              .routeTable(network.routeTables().shown(id))
              .build();
        });
  }

  private static String make(Network network, String vpcId, List<Tag> tags) {
    VpcEntry vpc = network.vpcs().get(vpcId);
    network
        .world()
        .quotas()
        .require(
            "L-589F43AA",
            network.routeTables().count(it -> it.vpcId().equals(vpcId)),
            () ->
                Refusal.of(
                    "RouteTableLimitExceeded",
                    "The maximum number of route tables has been reached."));
    return put(network, vpcId, Block.of(vpc.vpc().cidrBlock(), "cidrBlock"), tags);
  }

  private static String put(Network network, String vpcId, Block block, List<Tag> tags) {
    String id = network.routeTables().newId();
    RouteTable table =
        RouteTable.builder()
            .routeTableId(id)
            .vpcId(vpcId)
            .ownerId(network.location().accountId())
            .associations(List.of())
            .propagatingVgws(List.of())
            .routes(
                Route.builder()
                    .destinationCidrBlock(block.toString())
                    .gatewayId("local")
                    .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                    .state(RouteState.ACTIVE)
                    .build())
            .tags(tags)
            .build();
    network.routeTables().shelf().put(id, table);
    return id;
  }

  AssociateRouteTableResponse associate(Endpoint endpoint, AssociateRouteTableRequest request) {
    return endpoint.call(
        CallSpec.write("AssociateRouteTable")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              ec2.at(call).routeTables().ask(access, request.routeTableId());
              ec2.at(call).subnets().ask(access, request.subnetId());
            }),
        call -> {
          Network network = ec2.at(call);
          Subnet subnet = network.subnets().get(request.subnetId());
          checkTogether(network.routeTables().get(request.routeTableId()), subnet);
          boolean taken =
              network
                      .routeTables()
                      .count(it ->
                          it.associations().stream()
                              .anyMatch(a -> subnet.subnetId().equals(a.subnetId())))
                  > 0;
          if (taken) {
            throw Refusal.of(
                "Resource.AlreadyAssociated",
                "the specified association for route table "
                    + request.routeTableId()
                    + " conflicts with an existing association");
          }
          return AssociateRouteTableResponse.builder()
              .associationId(add(network, request.routeTableId(), subnet.subnetId()))
              .associationState(ASSOCIATED)
              .build();
        });
  }

  private static void checkTogether(RouteTable table, Subnet subnet) {
    if (!table.vpcId().equals(subnet.vpcId())) {
      throw Refusal.of(
          "InvalidParameterValue",
          "Route table "
              + table.routeTableId()
              + " and subnet "
              + subnet.subnetId()
              + " belong to different networks");
    }
  }

  private static String add(Network network, String tableId, @Nullable String subnetId) {
    RouteTableAssociation added =
        association(network, tableId).main(subnetId == null).subnetId(subnetId).build();
    network
        .routeTables()
        .shelf()
        .change(
            tableId,
            it -> {
              List<RouteTableAssociation> all = new ArrayList<>(it.associations());
              all.add(added);
              return it.toBuilder().associations(all).build();
            });
    return added.routeTableAssociationId();
  }

  private static RouteTableAssociation.Builder association(Network network, String tableId) {
    return RouteTableAssociation.builder()
        .routeTableAssociationId(network.world().ids().next(network.location(), "rtbassoc"))
        .routeTableId(tableId)
        .associationState(ASSOCIATED);
  }

  ReplaceRouteTableAssociationResponse replaceAssociation(
      Endpoint endpoint, ReplaceRouteTableAssociationRequest request) {
    return endpoint.call(
        CallSpec.write("ReplaceRouteTableAssociation")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Network network = ec2.at(call);
              network.routeTables().ask(access, request.routeTableId());
              Optional.ofNullable(find(network, request.associationId()).subnetId())
                  .ifPresent(subnet -> network.subnets().ask(access, subnet));
            }),
        call -> {
          Network network = ec2.at(call);
          RouteTableAssociation old = find(network, request.associationId());
          network.routeTables().get(request.routeTableId());
          drop(network, old);
          return ReplaceRouteTableAssociationResponse.builder()
              .newAssociationId(add(network, request.routeTableId(), old.subnetId()))
              .associationState(ASSOCIATED)
              .build();
        });
  }

  DisassociateRouteTableResponse disassociate(
      Endpoint endpoint, DisassociateRouteTableRequest request) {
    return endpoint.call(
        CallSpec.write("DisassociateRouteTable")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Network network = ec2.at(call);
              RouteTableAssociation old = find(network, request.associationId());
              network.routeTables().ask(access, old.routeTableId());
              Optional.ofNullable(old.subnetId())
                  .ifPresent(subnet -> network.subnets().ask(access, subnet));
            }),
        call -> {
          Network network = ec2.at(call);
          RouteTableAssociation old = find(network, request.associationId());
          if (isMain(old)) {
            throw Refusal.of(
                "InvalidParameterValue",
                "cannot disassociate the main route table association "
                    + old.routeTableAssociationId());
          }
          drop(network, old);
          return DisassociateRouteTableResponse.builder().build();
        });
  }

  private static RouteTableAssociation find(Network network, String id) {
    return network.routeTables().all().stream()
        .flatMap(it -> it.associations().stream())
        .filter(it -> it.routeTableAssociationId().equals(id))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                "InvalidAssociationID.NotFound", "The association ID '" + id + "' does not exist"));
  }

  private static void drop(Network network, RouteTableAssociation old) {
    network
        .routeTables()
        .shelf()
        .change(
            old.routeTableId(),
            it ->
                without(
                    it, a -> a.routeTableAssociationId().equals(old.routeTableAssociationId())));
  }

  private static RouteTable without(RouteTable table, Predicate<RouteTableAssociation> gone) {
    return table.toBuilder()
        .associations(table.associations().stream().filter(it -> !gone.test(it)).toList())
        .build();
  }

  DescribeRouteTablesResponse describe(Endpoint endpoint, DescribeRouteTablesRequest request) {
    return endpoint.read(
        "DescribeRouteTables",
        call -> {
          Page<RouteTable> page =
              ec2.at(call)
                  .routeTables()
                  .describe(
                      new Query(
                          request.routeTableIds(),
                          request.filters(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeRouteTablesResponse.builder()
              .routeTables(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteRouteTableResponse delete(Endpoint endpoint, DeleteRouteTableRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteRouteTable")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking(
                (call, access) -> ec2.at(call).routeTables().ask(access, request.routeTableId())),
        call -> {
          Network network = ec2.at(call);
          String id = request.routeTableId();
          if (!network.routeTables().get(id).associations().isEmpty()) {
            throw Refusal.of(
                "DependencyViolation",
                "The routeTable '" + id + "' has dependencies and cannot be deleted.");
          }
          GatewayEndpoints.forgetTable(network, id);
          network.routeTables().shelf().remove(id);
          return DeleteRouteTableResponse.builder().build();
        });
  }
}
