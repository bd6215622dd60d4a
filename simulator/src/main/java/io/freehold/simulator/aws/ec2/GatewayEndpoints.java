package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** VPC endpoints of the gateway type: S3 and DynamoDB, reached by routes to a prefix list. */
final class GatewayEndpoints {
  private static final Map<String, String> PREFIX_LISTS =
      Map.of("s3", "pl-63a5400a", "dynamodb", "pl-02cd2c6b");

  // The SDK's enumeration has them in capitals; AWS answers, and filters, in small letters.
  private static final String PENDING = "pending";
  private static final String AVAILABLE = "available";
  private static final String DELETING = "deleting";

  /** What AWS puts where no policy is given. */
  private static final String EVERYTHING =
      "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final Ec2 ec2;

  GatewayEndpoints(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** The routes that endpoints put into a table; nobody else can change them. */
  static List<Route> routes(Network network, String tableId) {
    return network.endpoints().shelf().seen().values().stream()
        .filter(it -> AVAILABLE.equals(it.stateAsString()) && it.routeTableIds().contains(tableId))
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

  CreateVpcEndpointResponse create(Endpoint endpoint, CreateVpcEndpointRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.ENDPOINT.type());
    return endpoint.call(
        CallSpec.write("CreateVpcEndpoint")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Network network = ec2.at(call);
              network.vpcs().ask(access, request.vpcId());
              request.routeTableIds().forEach(id -> network.routeTables().ask(access, id));
              network.endpoints().askNew(access, "CreateVpcEndpoint", tags);
            }),
        call -> {
          Network network = ec2.at(call);
          String id = idOf(call, network, request, tags);
          return CreateVpcEndpointResponse.builder()
              .clientToken(request.clientToken())
              .vpcEndpoint(network.endpoints().shown(id))
              .build();
        });
  }

  private static String idOf(
      CallContext call, Network network, CreateVpcEndpointRequest request, List<Tag> tags) {
    return network
        .world()
        .clientTokens()
        .idOf(
            call,
            request.clientToken(),
            request,
            id -> network.endpoints().shelf().actual(id).isPresent(),
            () -> make(network, request, tags));
  }

  private static String make(Network network, CreateVpcEndpointRequest request, List<Tag> tags) {
    if (request.vpcEndpointType() != null && request.vpcEndpointType() != VpcEndpointType.GATEWAY) {
      throw new UnsupportedOperationException(
          "VPC endpoints of type " + request.vpcEndpointTypeAsString() + " are not simulated");
    }
    network.vpcs().get(request.vpcId());
    checkService(network, request.serviceName());
    request
        .routeTableIds()
        .forEach(id -> checkTable(network, request.vpcId(), request.serviceName(), id));
    network
        .world()
        .quotas()
        .require(
            "L-1B52E74A",
            network.endpoints().count(it -> true),
            () ->
                Refusal.of(
                    "VpcEndpointLimitExceeded",
                    "The maximum number of VPC endpoints has been reached."));
    String id = network.endpoints().newId();
    VpcEndpoint made =
        VpcEndpoint.builder()
            .vpcEndpointId(id)
            .vpcEndpointType(VpcEndpointType.GATEWAY)
            .vpcId(request.vpcId())
            .serviceName(request.serviceName())
            .state(PENDING)
            .policyDocument(
                request.policyDocument() == null ? EVERYTHING : request.policyDocument())
            .routeTableIds(request.routeTableIds())
            .subnetIds(List.of())
            .groups(List.of())
            .privateDnsEnabled(false)
            .requesterManaged(false)
            .creationTimestamp(network.now())
            .ownerId(network.location().accountId())
            .tags(tags)
            .build();
    Instant available = network.done("GatewayEndpoint/create");
    network.endpoints().shelf().put(id, made);
    network
        .endpoints()
        .shelf()
        .schedule(id, available, it -> it.toBuilder().state(AVAILABLE).build());
    return id;
  }

  private static void checkService(Network network, String name) {
    String start = "com.amazonaws." + network.location().region() + ".";
    if (!name.startsWith(start) || !PREFIX_LISTS.containsKey(name.substring(start.length()))) {
      throw Refusal.of(
          "InvalidServiceName", "The Vpc Endpoint Service '" + name + "' does not exist");
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

  ModifyVpcEndpointResponse modify(Endpoint endpoint, ModifyVpcEndpointRequest request) {
    return endpoint.call(
        CallSpec.write("ModifyVpcEndpoint")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Network network = ec2.at(call);
              network.endpoints().ask(access, request.vpcEndpointId());
              request.addRouteTableIds().forEach(id -> network.routeTables().ask(access, id));
            }),
        call -> {
          Network network = ec2.at(call);
          VpcEndpoint old = network.endpoints().get(request.vpcEndpointId());
          request.addRouteTableIds().stream()
              .filter(id -> !old.routeTableIds().contains(id))
              .forEach(id -> checkTable(network, old.vpcId(), old.serviceName(), id));
          setTables(
              network,
              old.vpcEndpointId(),
              request.addRouteTableIds(),
              request.removeRouteTableIds());
          String policy = Ec2.flag(request.resetPolicy()) ? EVERYTHING : request.policyDocument();
          if (policy != null) {
            network
                .endpoints()
                .shelf()
                .change(old.vpcEndpointId(), it -> it.toBuilder().policyDocument(policy).build());
          }
          return ModifyVpcEndpointResponse.builder().returnValue(true).build();
        });
  }

  private static void setTables(
      Network network, String id, List<String> added, List<String> removed) {
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

  DescribeVpcEndpointsResponse describe(Endpoint endpoint, DescribeVpcEndpointsRequest request) {
    return endpoint.read(
        "DescribeVpcEndpoints",
        call -> {
          Page<VpcEndpoint> page =
              ec2.at(call)
                  .endpoints()
                  .describe(
                      new Query(
                          request.vpcEndpointIds(),
                          request.filters(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeVpcEndpointsResponse.builder()
              .vpcEndpoints(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  /** Answers with a list of what could not be deleted, instead of failing. */
  DeleteVpcEndpointsResponse delete(Endpoint endpoint, DeleteVpcEndpointsRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteVpcEndpoints")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Rack<VpcEndpoint> endpoints = ec2.at(call).endpoints();
              request.vpcEndpointIds().stream()
                  .filter(id -> endpoints.shelf().known(id).isPresent())
                  .forEach(id -> endpoints.ask(access, id));
            }),
        call -> {
          Network network = ec2.at(call);
          List<UnsuccessfulItem> unsuccessful = new ArrayList<>();
          for (String id : request.vpcEndpointIds()) {
            if (network.endpoints().shelf().known(id).isPresent()) {
              remove(network, id);
            } else {
              Refusal missing = Kinds.ENDPOINT.notFound().apply(id);
              unsuccessful.add(
                  UnsuccessfulItem.builder()
                      .resourceId(id)
                      .error(e -> e.code(missing.code()).message(missing.text()))
                      .build());
            }
          }
          return DeleteVpcEndpointsResponse.builder().unsuccessful(unsuccessful).build();
        });
  }

  private static void remove(Network network, String id) {
    var shelf = network.endpoints().shelf();
    shelf.cancelScheduled(id);
    shelf.change(id, it -> it.toBuilder().state(DELETING).build());
    shelf.removeAt(id, network.done("GatewayEndpoint/delete"));
  }
}
