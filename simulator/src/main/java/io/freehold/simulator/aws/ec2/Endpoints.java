package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** VPC endpoints, of the gateway type and of the interface type. */
final class Endpoints {
  // The SDK's enumeration has them in capitals; AWS answers, and filters, in small letters.
  static final String AVAILABLE = "available";
  private static final String PENDING = "pending";
  private static final String DELETING = "deleting";

  /** What AWS puts where no policy is given. */
  private static final String EVERYTHING =
      "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final Ec2 ec2;

  Endpoints(Ec2 ec2) {
    this.ec2 = ec2;
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
              request.subnetIds().forEach(id -> network.subnets().ask(access, id));
              request.securityGroupIds().forEach(id -> network.groups().ask(access, id));
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
    network.vpcs().get(request.vpcId());
    VpcEndpointType type =
        request.vpcEndpointType() == null ? VpcEndpointType.GATEWAY : request.vpcEndpointType();
    String id = network.endpoints().newId();
    VpcEndpoint.Builder made =
        switch (type) {
          case GATEWAY -> GatewayEndpoints.asked(network, request);
          case INTERFACE -> InterfaceEndpoints.asked(network, id, request);
          default ->
              throw new UnsupportedOperationException(
                  "VPC endpoints of type "
                      + request.vpcEndpointTypeAsString()
                      + " are not simulated");
        };
    made.vpcEndpointId(id)
        .vpcId(request.vpcId())
        .serviceName(request.serviceName())
        .state(PENDING)
        .policyDocument(request.policyDocument() == null ? EVERYTHING : request.policyDocument())
        .privateDnsEnabled(false)
        .requesterManaged(false)
        .creationTimestamp(network.now())
        .ownerId(network.location().accountId())
        .tags(tags);
    Instant available = network.done("GatewayEndpoint/create");
    network.endpoints().shelf().put(id, made.build());
    network
        .endpoints()
        .shelf()
        .schedule(id, available, it -> it.toBuilder().state(AVAILABLE).build());
    return id;
  }

  static Refusal limit() {
    return Refusal.of(
        "VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.");
  }

  static Refusal noSuchService(String name) {
    return Refusal.of(
        "InvalidServiceName", "The Vpc Endpoint Service '" + name + "' does not exist");
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
          if (old.vpcEndpointType() == VpcEndpointType.INTERFACE) {
            throw new UnsupportedOperationException(
                "ModifyVpcEndpoint of the interface type is not simulated");
          }
          GatewayEndpoints.checkTables(network, old, request.addRouteTableIds());
          GatewayEndpoints.setTables(
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
          Optional<String> failure = network.world().levers().itemFailure(call.action());
          for (String id : request.vpcEndpointIds()) {
            if (failure.isPresent()) {
              unsuccessful.add(
                  UnsuccessfulItem.builder()
                      .resourceId(id)
                      .error(e -> e.code(failure.get()).message("as the lever says"))
                      .build());
            } else if (network.endpoints().shelf().known(id).isPresent()) {
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
    List<String> interfaceIds = network.endpoints().get(id).networkInterfaceIds();
    Instant gone = network.done("GatewayEndpoint/delete");
    shelf.cancelScheduled(id);
    shelf.change(id, it -> it.toBuilder().state(DELETING).build());
    shelf.removeAt(id, gone);
    interfaceIds.forEach(it -> network.interfaces().shelf().removeAt(it, gone));
  }
}
