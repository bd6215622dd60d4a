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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * The way out of private subnets.
 *
 * @param subnetId a public subnet
 * @param allocationId of the address that the outside sees
 */
public record NatGateway(String subnetId, String allocationId) {
  public static final AwsType<NatGateway, Observed> TYPE = new Type();

  /** What is there. */
  public record Observed(String id, String subnetId, String allocationId) {}

  private static final class Type implements AwsType<NatGateway, Observed> {
    @Override
    public String kind() {
      return "NatGateway";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeNatGateways")
          .provision(created(ec2("natgateway")), "ec2:CreateNatGateway")
          .provision(own(ec2("subnet"), ec2("elastic-ip")), "ec2:CreateNatGateway")
          .provision(taggedBy("CreateNatGateway", ec2("natgateway")), "ec2:CreateTags")
          .delete(own(ec2("natgateway")), "ec2:DeleteNatGateway");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeNatGatewaysPaginator(r -> r.filter(Ec2.filter("nat-gateway-id", ids)))
          .natGateways()
          .forEach(nat -> found.put(nat.natGatewayId(), observation(aws, nat)));
      return found;
    }

    private static Observation<Observed> observation(
        AwsSession aws, software.amazon.awssdk.services.ec2.model.NatGateway nat) {
      Ownership ownership = aws.ownership(Ec2.tags(nat.tags()));
      return switch (nat.state()) {
        case PENDING -> new Observation.Pending<>("pending", ownership);
        case AVAILABLE ->
            new Observation.Present<>(
                new Observed(
                    nat.natGatewayId(),
                    nat.subnetId(),
                    nat.natGatewayAddresses().stream()
                        .map(NatGatewayAddress::allocationId)
                        .findFirst()
                        .orElse("")),
                ownership);
        case DELETING -> Observation.deleting();
        // A deleted gateway stays visible for about an hour.
        case DELETED -> Observation.absent();
        case FAILED ->
            new Observation.Broken<>(
                "%s: %s".formatted(nat.failureCode(), nat.failureMessage()), ownership);
        case UNKNOWN_TO_SDK_VERSION -> new Observation.Pending<>(nat.stateAsString(), ownership);
      };
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws
          .ec2()
          .describeNatGateways(r -> r.filter(living(owner, node)))
          .natGateways()
          .stream()
          .map(software.amazon.awssdk.services.ec2.model.NatGateway::natGatewayId)
          .sorted()
          .toList();
    }

    private static List<Filter> living(Owner owner, String node) {
      List<Filter> filters = new ArrayList<>(Ec2.ownedBy(owner, node));
      filters.add(Ec2.filter("state", List.of("pending", "available", "failed")));
      return filters;
    }

    @Override
    public String create(AwsSession aws, NatGateway desired, Intent intent) {
      return aws.ec2()
          .createNatGateway(r ->
              r.subnetId(desired.subnetId())
                  .allocationId(desired.allocationId())
                  .clientToken(intent.token())
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.NATGATEWAY)))
          .natGateway()
          .natGatewayId();
    }

    @Override
    public Diff diff(NatGateway desired, Observed observed) {
      return Diff.compare()
          .fixed("subnetId", desired.subnetId(), observed.subnetId())
          .fixed("allocationId", desired.allocationId(), observed.allocationId())
          .done();
    }

    @Override
    public void update(AwsSession aws, String id, NatGateway desired, Observed observed) {}

    @Override
    public void delete(AwsSession aws, String id) {
      Ec2.deleteIfThere(() -> aws.ec2().deleteNatGateway(r -> r.natGatewayId(id)));
    }

    @Override
    public Observed predict(NatGateway desired) {
      return new Observed("nat-planned", desired.subnetId(), desired.allocationId());
    }
  }
}
