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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * A subnet in one zone, named by the zone's id, which means the same in every account.
 *
 * @param vpcId the VPC
 * @param zoneId such as {@code use1-az1}
 * @param cidr its block within the VPC's
 * @param access who reaches it from outside
 */
public record Subnet(String vpcId, String zoneId, String cidr, Access access) {
  public static final AwsType<Subnet, Observed> TYPE = new Type();

  /** Who reaches a subnet's addresses, and the tag by which load balancers choose it. */
  public enum Access {
    PUBLIC("kubernetes.io/role/elb"),
    PRIVATE("kubernetes.io/role/internal-elb");

    private final String roleTag;

    Access(String roleTag) {
      this.roleTag = roleTag;
    }
  }

  /**
   * What is there.
   *
   * @param tags those for load balancers, ours and others'
   */
  public record Observed(
      String id,
      String vpcId,
      String zoneId,
      String zoneName,
      String cidr,
      boolean publicAddresses,
      Map<String, String> tags) {}

  private Map<String, String> roleTags() {
    return Map.of(access.roleTag, "1");
  }

  private static final class Type implements AwsType<Subnet, Observed> {
    @Override
    public String kind() {
      return "Subnet";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeSubnets")
          .provision(created(ec2("subnet")), "ec2:CreateSubnet")
          .provision(own(ec2("vpc")), "ec2:CreateSubnet")
          .provision(taggedBy("CreateSubnet", ec2("subnet")), "ec2:CreateTags")
          .change(own(ec2("subnet")), "ec2:ModifySubnetAttribute", "ec2:CreateTags")
          .delete(own(ec2("subnet")), "ec2:DeleteSubnet");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeSubnetsPaginator(r -> r.filters(Ec2.filter("subnet-id", ids)))
          .subnets()
          .forEach(subnet -> found.put(subnet.subnetId(), observation(aws, subnet)));
      return found;
    }

    private static Observation<Observed> observation(
        AwsSession aws, software.amazon.awssdk.services.ec2.model.Subnet subnet) {
      Map<String, String> tags = Ec2.tags(subnet.tags());
      var ownership = aws.ownership(tags);
      if (subnet.state() != SubnetState.AVAILABLE) {
        return new Observation.Pending<>(subnet.stateAsString(), ownership);
      }
      Map<String, String> roleTags = new TreeMap<>(tags);
      roleTags.keySet().removeIf(key -> !key.startsWith("kubernetes.io/role/"));
      return new Observation.Present<>(
          new Observed(
              subnet.subnetId(),
              subnet.vpcId(),
              subnet.availabilityZoneId(),
              subnet.availabilityZone(),
              subnet.cidrBlock(),
              subnet.mapPublicIpOnLaunch(),
              roleTags),
          ownership);
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws.ec2().describeSubnets(r -> r.filters(Ec2.ownedBy(owner, node))).subnets().stream()
          .map(software.amazon.awssdk.services.ec2.model.Subnet::subnetId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, Subnet desired, Intent intent) {
      List<Tag> tags = new ArrayList<>(Ec2.tags(aws, intent, ResourceType.SUBNET).tags());
      desired.roleTags().forEach((key, value) -> tags.add(tag(key, value)));
      return aws.ec2()
          .createSubnet(r ->
              r.vpcId(desired.vpcId())
                  .availabilityZoneId(desired.zoneId())
                  .cidrBlock(desired.cidr())
                  .tagSpecifications(
                      TagSpecification.builder()
                          .resourceType(ResourceType.SUBNET)
                          .tags(tags)
                          .build()))
          .subnet()
          .subnetId();
    }

    @Override
    public Diff diff(Subnet desired, Observed observed) {
      return Diff.compare()
          .fixed("vpcId", desired.vpcId(), observed.vpcId())
          .fixed("zoneId", desired.zoneId(), observed.zoneId())
          .fixed("cidr", desired.cidr(), observed.cidr())
          .field("publicAddresses", false, observed.publicAddresses())
          .field("tags", desired.roleTags(), ours(desired, observed))
          .done();
    }

    /**
     * A role tag of somebody else's stays: no load balancer of ours is placed by tags, and one of
     * theirs may be.
     */
    private static Map<String, String> ours(Subnet desired, Observed observed) {
      Map<String, String> ours = new TreeMap<>(observed.tags());
      ours.keySet().retainAll(desired.roleTags().keySet());
      return ours;
    }

    @Override
    public void update(AwsSession aws, String id, Subnet desired, Observed observed) {
      // Nothing of ours needs an address by default: nodes are private, NAT gateways bring theirs.
      if (observed.publicAddresses()) {
        aws.ec2()
            .modifySubnetAttribute(r -> r.subnetId(id).mapPublicIpOnLaunch(v -> v.value(false)));
      }
      if (!desired.roleTags().equals(ours(desired, observed))) {
        aws.ec2()
            .createTags(r ->
                r.resources(id)
                    .tags(
                        desired.roleTags().entrySet().stream()
                            .map(e -> tag(e.getKey(), e.getValue()))
                            .toList()));
      }
    }

    @Override
    public void delete(AwsSession aws, String id) {
      Ec2.deleteIfThere(() -> aws.ec2().deleteSubnet(r -> r.subnetId(id)));
    }

    @Override
    public Observed predict(Subnet desired) {
      return new Observed(
          "subnet-planned",
          desired.vpcId(),
          desired.zoneId(),
          desired.zoneId(),
          desired.cidr(),
          false,
          desired.roleTags());
    }

    private static Tag tag(String key, String value) {
      return Tag.builder().key(key).value(value).build();
    }
  }
}
