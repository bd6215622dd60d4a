package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Internet gateways and their attachment to a VPC. */
final class InternetGateways {
  private final Ec2 ec2;

  InternetGateways(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** Whether the VPC has a way out. */
  static boolean isAttached(Network network, String vpcId) {
    return network.internetGateways().count(it -> isAttachedTo(it, vpcId)) > 0;
  }

  static boolean isAttachedTo(InternetGateway gateway, String vpcId) {
    return gateway.attachments().stream().anyMatch(it -> it.vpcId().equals(vpcId));
  }

  CreateInternetGatewayResponse create(Endpoint endpoint, CreateInternetGatewayRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.INTERNET_GATEWAY.type());
    return endpoint.call(
        CallSpec.write("CreateInternetGateway")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ec2.at(call).internetGateways().askNew(access, "CreateInternetGateway", tags)),
        call -> {
          Network network = ec2.at(call);
          Rack<InternetGateway> gateways = network.internetGateways();
          network
              .world()
              .quotas()
              .require(
                  "L-A4707A72",
                  gateways.count(it -> true),
                  () ->
                      Refusal.of(
                          "InternetGatewayLimitExceeded",
                          "The maximum number of internet gateways has been reached."));
          String id = gateways.newId();
          gateways
              .shelf()
              .put(
                  id,
                  InternetGateway.builder()
                      .internetGatewayId(id)
                      .ownerId(call.accountId())
                      .attachments(List.of())
                      .tags(tags)
                      .build());
          return CreateInternetGatewayResponse.builder()
              .internetGateway(gateways.shown(id))
              .build();
        });
  }

  AttachInternetGatewayResponse attach(Endpoint endpoint, AttachInternetGatewayRequest request) {
    return endpoint.call(
        CallSpec.write("AttachInternetGateway")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              ec2.at(call).internetGateways().ask(access, request.internetGatewayId());
              ec2.at(call).vpcs().ask(access, request.vpcId());
            }),
        call -> {
          Network network = ec2.at(call);
          String id = request.internetGatewayId();
          String vpcId = request.vpcId();
          InternetGateway gateway = network.internetGateways().get(id);
          network.vpcs().get(vpcId);
          if (!gateway.attachments().isEmpty()) {
            throw Refusal.of(
                "Resource.AlreadyAssociated",
                "resource "
                    + id
                    + " is already attached to network "
                    + gateway.attachments().getFirst().vpcId());
          }
          if (isAttached(network, vpcId)) {
            throw Refusal.of(
                "InvalidParameterValue",
                "Network " + vpcId + " already has an internet gateway attached");
          }
          // An internet gateway's attachment has a state of its own, "available", which the SDK's
          // enumeration does not know.
          InternetGatewayAttachment attachment =
              InternetGatewayAttachment.builder().vpcId(vpcId).state("available").build();
          network
              .internetGateways()
              .shelf()
              .change(id, it -> it.toBuilder().attachments(attachment).build());
          return AttachInternetGatewayResponse.builder().build();
        });
  }

  DetachInternetGatewayResponse detach(Endpoint endpoint, DetachInternetGatewayRequest request) {
    return endpoint.call(
        CallSpec.write("DetachInternetGateway")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              ec2.at(call).internetGateways().ask(access, request.internetGatewayId());
              ec2.at(call).vpcs().ask(access, request.vpcId());
            }),
        call -> {
          Network network = ec2.at(call);
          String id = request.internetGatewayId();
          String vpcId = request.vpcId();
          if (!isAttachedTo(network.internetGateways().get(id), vpcId)) {
            throw Refusal.of(
                "Gateway.NotAttached", "resource " + id + " is not attached to network " + vpcId);
          }
          boolean reachable =
              network.interfaces().count(it -> it.vpcId().equals(vpcId) && isPublic(it)) > 0;
          if (reachable) {
            throw Refusal.of(
                "DependencyViolation",
                "Network "
                    + vpcId
                    + " has some mapped public address(es). Please unmap those public address(es)"
                    + " before detaching the gateway.");
          }
          network
              .internetGateways()
              .shelf()
              .change(id, it -> it.toBuilder().attachments(List.of()).build());
          return DetachInternetGatewayResponse.builder().build();
        });
  }

  private static boolean isPublic(NetworkInterface it) {
    return it.association() != null;
  }

  DescribeInternetGatewaysResponse describe(
      Endpoint endpoint, DescribeInternetGatewaysRequest request) {
    return endpoint.read(
        "DescribeInternetGateways",
        call -> {
          Page<InternetGateway> page =
              ec2.at(call)
                  .internetGateways()
                  .describe(
                      new Query(
                          request.internetGatewayIds(),
                          request.filters(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeInternetGatewaysResponse.builder()
              .internetGateways(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteInternetGatewayResponse delete(Endpoint endpoint, DeleteInternetGatewayRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteInternetGateway")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ec2.at(call).internetGateways().ask(access, request.internetGatewayId())),
        call -> {
          Rack<InternetGateway> gateways = ec2.at(call).internetGateways();
          String id = request.internetGatewayId();
          if (!gateways.get(id).attachments().isEmpty()) {
            throw Refusal.of(
                "DependencyViolation",
                "The internetGateway '" + id + "' has dependencies and cannot be deleted.");
          }
          gateways.shelf().remove(id);
          return DeleteInternetGatewayResponse.builder().build();
        });
  }
}
