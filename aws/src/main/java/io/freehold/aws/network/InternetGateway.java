package io.freehold.aws.network;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.ec2;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.taggedBy;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * The way from a VPC to the internet, attached to it.
 *
 * @param vpcId the VPC
 */
public record InternetGateway(String vpcId) {
  public static final AwsType<InternetGateway, Observed> TYPE = new Type();

  /**
   * What is there.
   *
   * @param vpcId the VPC that it is attached to; empty while it is attached to none
   */
  public record Observed(String id, String vpcId) {}

  private static final class Type implements AwsType<InternetGateway, Observed> {
    @Override
    public String kind() {
      return "InternetGateway";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeInternetGateways")
          .provision(created(ec2("internet-gateway")), "ec2:CreateInternetGateway")
          .provision(taggedBy("CreateInternetGateway", ec2("internet-gateway")), "ec2:CreateTags")
          .provision(own(ec2("internet-gateway"), ec2("vpc")), "ec2:AttachInternetGateway")
          .delete(own(ec2("internet-gateway"), ec2("vpc")), "ec2:DetachInternetGateway")
          .delete(own(ec2("internet-gateway")), "ec2:DeleteInternetGateway");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeInternetGatewaysPaginator(r -> r.filters(Ec2.filter("internet-gateway-id", ids)))
          .internetGateways()
          .forEach(gateway -> found.put(gateway.internetGatewayId(), observation(aws, gateway)));
      return found;
    }

    /** Of no use to others before it is attached: a NAT gateway made too early fails for good. */
    private static Observation<Observed> observation(
        AwsSession aws, software.amazon.awssdk.services.ec2.model.InternetGateway gateway) {
      Observed observed = new Observed(gateway.internetGatewayId(), attachedTo(gateway));
      Ownership ownership = aws.ownership(Ec2.tags(gateway.tags()));
      return observed.vpcId().isEmpty()
          ? new Observation.Pending<>("detached", ownership, Optional.of(observed))
          : new Observation.Present<>(observed, ownership);
    }

    private static String attachedTo(
        software.amazon.awssdk.services.ec2.model.InternetGateway gateway) {
      return gateway.attachments().stream()
          .map(InternetGatewayAttachment::vpcId)
          .findFirst()
          .orElse("");
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws
          .ec2()
          .describeInternetGateways(r -> r.filters(Ec2.ownedBy(owner, node)))
          .internetGateways()
          .stream()
          .map(software.amazon.awssdk.services.ec2.model.InternetGateway::internetGatewayId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, InternetGateway desired, Intent intent) {
      // Attached in a step of its own: an answer lost in between then costs nothing.
      return aws.ec2()
          .createInternetGateway(
              r -> r.tagSpecifications(Ec2.tags(aws, intent, ResourceType.INTERNET_GATEWAY)))
          .internetGateway()
          .internetGatewayId();
    }

    @Override
    public Diff diff(InternetGateway desired, Observed observed) {
      return observed.vpcId().isEmpty()
          ? Diff.compare().field("vpcId", desired.vpcId(), "").done()
          : Diff.compare().fixed("vpcId", desired.vpcId(), observed.vpcId()).done();
    }

    @Override
    public void update(AwsSession aws, String id, InternetGateway desired, Observed observed) {
      aws.ec2().attachInternetGateway(r -> r.internetGatewayId(id).vpcId(desired.vpcId()));
    }

    @Override
    public void delete(AwsSession aws, String id) {
      for (var gateway :
          aws.ec2()
              .describeInternetGateways(
                  r -> r.filters(Ec2.filter("internet-gateway-id", Set.of(id))))
              .internetGateways()) {
        for (InternetGatewayAttachment attachment : gateway.attachments()) {
          aws.ec2().detachInternetGateway(r -> r.internetGatewayId(id).vpcId(attachment.vpcId()));
        }
      }
      Ec2.deleteIfThere(() -> aws.ec2().deleteInternetGateway(r -> r.internetGatewayId(id)));
    }

    @Override
    public Observed predict(InternetGateway desired) {
      return new Observed("igw-planned", desired.vpcId());
    }
  }
}
