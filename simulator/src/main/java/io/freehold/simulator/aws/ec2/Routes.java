package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Routes: each leads from one address range to one target. */
final class Routes {
  private final Ec2 ec2;

  Routes(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** Where a route leads: exactly one is given. */
  private record Target(
      @Nullable String gatewayId,
      @Nullable String natGatewayId,
      @Nullable String networkInterfaceId) {}

  /** With the routes of gateway endpoints, and each route's state as its target has it. */
  static RouteTable shown(Network network, RouteTable table) {
    List<Route> routes = new ArrayList<>();
    table.routes().forEach(route -> routes.add(withState(network, table, route)));
    routes.addAll(GatewayEndpoints.routes(network, table.routeTableId()));
    return table.toBuilder().routes(routes).build();
  }

  private static Route withState(Network network, RouteTable table, Route route) {
    RouteState state = leads(network, table, route) ? RouteState.ACTIVE : RouteState.BLACKHOLE;
    return route.toBuilder().state(state).build();
  }

  private static boolean leads(Network network, RouteTable table, Route route) {
    if (route.natGatewayId() != null) {
      return network
          .natGateways()
          .shelf()
          .actual(route.natGatewayId())
          .filter(it -> it.state() == NatGatewayState.AVAILABLE)
          .isPresent();
    }
    if (route.networkInterfaceId() != null) {
      return network.interfaces().shelf().actual(route.networkInterfaceId()).isPresent();
    }
    return "local".equals(route.gatewayId())
        || network
            .internetGateways()
            .shelf()
            .actual(route.gatewayId())
            .filter(it -> InternetGateways.isAttachedTo(it, table.vpcId()))
            .isPresent();
  }

  CreateRouteResponse create(Endpoint endpoint, CreateRouteRequest request) {
    return endpoint.call(
        CallSpec.write("CreateRoute")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking(
                (call, access) -> ec2.at(call).routeTables().ask(access, request.routeTableId())),
        call -> {
          Network network = ec2.at(call);
          RouteTable table = network.routeTables().get(request.routeTableId());
          String range = range(request.destinationCidrBlock());
          Target target =
              new Target(request.gatewayId(), request.natGatewayId(), request.networkInterfaceId());
          check(network, table, target);
          if (table.routes().stream().anyMatch(it -> it.destinationCidrBlock().equals(range))) {
            throw Refusal.of(
                "RouteAlreadyExists", "The route identified by " + range + " already exists.");
          }
          network
              .world()
              .quotas()
              .require(
                  "L-93826ACB",
                  table.routes().size(),
                  () ->
                      Refusal.of(
                          "RouteLimitExceeded", "The maximum number of routes has been reached."));
          set(network, request.routeTableId(), range, target);
          return CreateRouteResponse.builder().returnValue(true).build();
        });
  }

  ReplaceRouteResponse replace(Endpoint endpoint, ReplaceRouteRequest request) {
    return endpoint.call(
        CallSpec.write("ReplaceRoute")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking(
                (call, access) -> ec2.at(call).routeTables().ask(access, request.routeTableId())),
        call -> {
          Network network = ec2.at(call);
          RouteTable table = network.routeTables().get(request.routeTableId());
          String range = range(request.destinationCidrBlock());
          Target target =
              new Target(request.gatewayId(), request.natGatewayId(), request.networkInterfaceId());
          check(network, table, target);
          if (table.routes().stream().noneMatch(it -> it.destinationCidrBlock().equals(range))) {
            // The code that ReplaceRoute gives is not DeleteRoute's.
            throw Refusal.of(
                "InvalidParameterValue",
                "There is no route defined for '"
                    + range
                    + "' in the route table. Use CreateRoute instead.");
          }
          set(network, request.routeTableId(), range, target);
          return ReplaceRouteResponse.builder().build();
        });
  }

  DeleteRouteResponse delete(Endpoint endpoint, DeleteRouteRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteRoute")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking(
                (call, access) -> ec2.at(call).routeTables().ask(access, request.routeTableId())),
        call -> {
          Network network = ec2.at(call);
          RouteTable table = network.routeTables().get(request.routeTableId());
          String range = range(request.destinationCidrBlock());
          Route old =
              table.routes().stream()
                  .filter(it -> it.destinationCidrBlock().equals(range))
                  .findFirst()
                  .orElseThrow(() ->
                      Refusal.of(
                          "InvalidRoute.NotFound",
                          "no route with destination-cidr-block "
                              + range
                              + " in route table "
                              + request.routeTableId()));
          if (old.origin() == RouteOrigin.CREATE_ROUTE_TABLE) {
            throw Refusal.of(
                "InvalidParameterValue",
                "cannot remove local route " + range + " in route table " + request.routeTableId());
          }
          network
              .routeTables()
              .shelf()
              .change(
                  request.routeTableId(), it -> it.toBuilder().routes(others(it, range)).build());
          return DeleteRouteResponse.builder().build();
        });
  }

  private static String range(@Nullable String destination) {
    return Block.of(destination, "destinationCidrBlock").toString();
  }

  private static List<Route> others(RouteTable table, String range) {
    return table.routes().stream().filter(it -> !it.destinationCidrBlock().equals(range)).toList();
  }

  private static void set(Network network, String tableId, String range, Target target) {
    Route route =
        Route.builder()
            .destinationCidrBlock(range)
            .gatewayId(target.gatewayId())
            .natGatewayId(target.natGatewayId())
            .networkInterfaceId(target.networkInterfaceId())
            .origin(RouteOrigin.CREATE_ROUTE)
            .build();
    network
        .routeTables()
        .shelf()
        .change(
            tableId,
            it -> {
              List<Route> routes = new ArrayList<>(others(it, range));
              routes.add(route);
              return it.toBuilder().routes(routes).build();
            });
  }

  private static void check(Network network, RouteTable table, Target target) {
    if (target.natGatewayId() != null) {
      // A gateway that is still pending counts as missing:
      // https://github.com/kubernetes/kops/pull/944
      String id = target.natGatewayId();
      boolean usable =
          network
              .natGateways()
              .shelf()
              .known(id)
              .filter(it -> it.state() == NatGatewayState.AVAILABLE)
              .isPresent();
      if (!usable) {
        throw Refusal.of(
            "InvalidNatGatewayID.NotFound", "The natGateway ID '" + id + "' does not exist");
      }
    } else if (target.networkInterfaceId() != null) {
      network.interfaces().get(target.networkInterfaceId());
    } else if (target.gatewayId() != null) {
      checkGateway(network, table, target.gatewayId());
    } else {
      throw Refusal.of(
          "MissingParameter",
          "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId,"
              + " vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId,"
              + " localGatewayId or instanceId");
    }
  }

  private static void checkGateway(Network network, RouteTable table, String id) {
    InternetGateway gateway =
        network
            .internetGateways()
            .shelf()
            .known(id)
            .orElseThrow(() ->
                Refusal.of(
                    "InvalidGatewayID.NotFound", "The gateway ID '" + id + "' does not exist"));
    if (!InternetGateways.isAttachedTo(gateway, Objects.toString(table.vpcId()))) {
      throw Refusal.of(
          "InvalidParameterValue",
          "route table "
              + table.routeTableId()
              + " and network gateway "
              + id
              + " belong to different networks");
    }
  }
}
