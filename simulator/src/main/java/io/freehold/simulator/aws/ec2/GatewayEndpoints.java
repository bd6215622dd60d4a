package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** VPC endpoints of the gateway type: S3 and DynamoDB, reached by routes to a prefix list. */
final class GatewayEndpoints {
  private static final Map<String, String> PREFIX_LISTS =
      Map.of("s3", "pl-63a5400a", "dynamodb", "pl-02cd2c6b");

  private GatewayEndpoints() {}

  /** The routes that endpoints put into a table; nobody else can change them. */
  static List<Route> routes(Network network, String tableId) {
    return network.endpoints().shelf().seen().values().stream()
        .filter(it ->
            Endpoints.AVAILABLE.equals(it.stateAsString()) && it.routeTableIds().contains(tableId))
        .map(it ->
            Route.builder()
                .destinationPrefixListId(prefixList(it.serviceName()))
                .gatewayId(it.vpcEndpointId())
                .origin(RouteOrigin.CREATE_ROUTE)
                .state(RouteState.ACTIVE)
                .build())
        .toList();
  }

  static void forgetTable(Network network, String tableId) {
    for (VpcEndpoint it : network.endpoints().all()) {
      if (it.routeTableIds().contains(tableId)) {
        setTables(network, it.vpcEndpointId(), List.of(), List.of(tableId));
      }
    }
  }

  /** Checks a request for one, and describes it as far as its type goes. */
  static VpcEndpoint.Builder asked(Network network, CreateVpcEndpointRequest request) {
    checkService(network, request.serviceName());
    request
        .routeTableIds()
        .forEach(id -> checkTable(network, request.vpcId(), request.serviceName(), id));
    network
        .world()
        .quotas()
        .require(
            "L-1B52E74A",
            network.endpoints().count(it -> it.vpcEndpointType() == VpcEndpointType.GATEWAY),
            Endpoints::limit);
    return VpcEndpoint.builder()
        .vpcEndpointType(VpcEndpointType.GATEWAY)
        .routeTableIds(request.routeTableIds())
        .subnetIds(List.of())
        .groups(List.of())
        .networkInterfaceIds(List.of());
  }

  private static void checkService(Network network, String name) {
    String start = "com.amazonaws." + network.location().region() + ".";
    if (!name.startsWith(start) || !PREFIX_LISTS.containsKey(name.substring(start.length()))) {
      throw Endpoints.noSuchService(name);
    }
  }

  private static String prefixList(String serviceName) {
    return PREFIX_LISTS.getOrDefault(
        serviceName.substring(serviceName.lastIndexOf('.') + 1), "pl-unknown");
  }

  private static void checkTable(
      Network network, String vpcId, String serviceName, String tableId) {
    if (!network.routeTables().get(tableId).vpcId().equals(vpcId)) {
      throw Refusal.of(
          "InvalidParameter", "Route table " + tableId + " does not belong to the VPC " + vpcId);
    }
    boolean taken =
        network
                .endpoints()
                .count(it ->
                    it.serviceName().equals(serviceName) && it.routeTableIds().contains(tableId))
            > 0;
    if (taken) {
      throw Refusal.of(
          "RouteAlreadyExists",
          "route table "
              + tableId
              + " already has a route with destination-prefix-list-id "
              + prefixList(serviceName));
    }
  }

  /** Refuses tables to which the endpoint cannot be added. */
  static void checkTables(Network network, VpcEndpoint endpoint, List<String> added) {
    added.stream()
        .filter(id -> !endpoint.routeTableIds().contains(id))
        .forEach(id -> checkTable(network, endpoint.vpcId(), endpoint.serviceName(), id));
  }

  static void setTables(Network network, String id, List<String> added, List<String> removed) {
    network
        .endpoints()
        .shelf()
        .change(
            id,
            it -> {
              Set<String> tables = new LinkedHashSet<>(it.routeTableIds());
              tables.addAll(added);
              removed.forEach(tables::remove);
              return it.toBuilder().routeTableIds(tables).build();
            });
  }
}
