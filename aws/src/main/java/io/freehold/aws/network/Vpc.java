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
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

/**
 * A VPC with DNS support and DNS host names on, as EKS needs them.
 *
 * @param cidr its primary IPv4 block
 */
public record Vpc(String cidr) {
  public static final AwsType<Vpc, Observed> TYPE = new Type();

  /** What is there. */
  public record Observed(String id, String cidr, boolean dnsSupport, boolean dnsHostnames) {}

  private static final class Type implements AwsType<Vpc, Observed> {
    @Override
    public String kind() {
      return "Vpc";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeVpcs", "ec2:DescribeVpcAttribute")
          .provision(created(ec2("vpc")), "ec2:CreateVpc")
          .provision(taggedBy("CreateVpc", ec2("vpc")), "ec2:CreateTags")
          .change(own(ec2("vpc")), "ec2:ModifyVpcAttribute")
          .delete(own(ec2("vpc")), "ec2:DeleteVpc");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeVpcsPaginator(r -> r.filters(Ec2.filter("vpc-id", ids)))
          .vpcs()
          .forEach(vpc -> found.put(vpc.vpcId(), observation(aws, vpc)));
      return found;
    }

    private static Observation<Observed> observation(
        AwsSession aws, software.amazon.awssdk.services.ec2.model.Vpc vpc) {
      var ownership = aws.ownership(Ec2.tags(vpc.tags()));
      if (vpc.state() != VpcState.AVAILABLE) {
        return new Observation.Pending<>(vpc.stateAsString(), ownership);
      }
      return new Observation.Present<>(
          new Observed(
              vpc.vpcId(),
              vpc.cidrBlock(),
              attribute(aws, vpc.vpcId(), VpcAttributeName.ENABLE_DNS_SUPPORT),
              attribute(aws, vpc.vpcId(), VpcAttributeName.ENABLE_DNS_HOSTNAMES)),
          ownership);
    }

    private static boolean attribute(AwsSession aws, String id, VpcAttributeName name) {
      var answer = aws.ec2().describeVpcAttribute(r -> r.vpcId(id).attribute(name));
      return name == VpcAttributeName.ENABLE_DNS_SUPPORT
          ? answer.enableDnsSupport().value()
          : answer.enableDnsHostnames().value();
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws.ec2().describeVpcs(r -> r.filters(Ec2.ownedBy(owner, node))).vpcs().stream()
          .map(software.amazon.awssdk.services.ec2.model.Vpc::vpcId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, Vpc desired, Intent intent) {
      return aws.ec2()
          .createVpc(r ->
              r.cidrBlock(desired.cidr())
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.VPC)))
          .vpc()
          .vpcId();
    }

    @Override
    public Diff diff(Vpc desired, Observed observed) {
      return Diff.compare()
          .fixed("cidr", desired.cidr(), observed.cidr())
          .field("dnsSupport", true, observed.dnsSupport())
          .field("dnsHostnames", true, observed.dnsHostnames())
          .done();
    }

    @Override
    public void update(AwsSession aws, String id, Vpc desired, Observed observed) {
      // AWS takes one attribute a call, and host names only where support is on.
      if (!observed.dnsSupport()) {
        aws.ec2().modifyVpcAttribute(r -> r.vpcId(id).enableDnsSupport(v -> v.value(true)));
      }
      if (!observed.dnsHostnames()) {
        aws.ec2().modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(v -> v.value(true)));
      }
    }

    @Override
    public void delete(AwsSession aws, String id) {
      Ec2.deleteIfThere(() -> aws.ec2().deleteVpc(r -> r.vpcId(id)));
    }

    @Override
    public Observed predict(Vpc desired) {
      return new Observed("vpc-planned", desired.cidr(), true, true);
    }
  }
}
