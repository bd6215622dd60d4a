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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** A public IPv4 address that stays the same, for a NAT gateway. */
public record ElasticIp() {
  public static final AwsType<ElasticIp, Observed> TYPE = new Type();

  /** What is there. */
  public record Observed(String allocationId, String publicIp) {}

  private static final class Type implements AwsType<ElasticIp, Observed> {
    @Override
    public String kind() {
      return "ElasticIp";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeAddresses")
          .provision(created(ec2("elastic-ip")), "ec2:AllocateAddress")
          .provision(taggedBy("AllocateAddress", ec2("elastic-ip")), "ec2:CreateTags")
          .delete(own(ec2("elastic-ip")), "ec2:ReleaseAddress");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (Address address :
          aws.ec2()
              .describeAddresses(r -> r.filters(Ec2.filter("allocation-id", ids)))
              .addresses()) {
        found.put(
            address.allocationId(),
            new Observation.Present<>(
                new Observed(address.allocationId(), address.publicIp()),
                aws.ownership(Ec2.tags(address.tags()))));
      }
      return found;
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws
          .ec2()
          .describeAddresses(r -> r.filters(Ec2.ownedBy(owner, node)))
          .addresses()
          .stream()
          .map(Address::allocationId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, ElasticIp desired, Intent intent) {
      return aws.ec2()
          .allocateAddress(r ->
              r.domain(DomainType.VPC)
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.ELASTIC_IP)))
          .allocationId();
    }

    @Override
    public Diff diff(ElasticIp desired, Observed observed) {
      return Diff.none();
    }

    @Override
    public void update(AwsSession aws, String id, ElasticIp desired, Observed observed) {}

    @Override
    public void delete(AwsSession aws, String id) {
      Ec2.deleteIfThere(() -> aws.ec2().releaseAddress(r -> r.allocationId(id)));
    }

    @Override
    public Observed predict(ElasticIp desired) {
      return new Observed("eipalloc-planned", "");
    }
  }
}
