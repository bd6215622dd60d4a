package io.freehold.aws.network;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.ec2;
import static io.freehold.aws.catalogue.Scope.marked;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A security group with exactly these rules.
 *
 * @param vpcId the VPC
 * @param name unique in the VPC, fixed
 * @param description fixed
 * @param ingress who may come in
 * @param egress who may be reached
 */
public record SecurityGroup(
    String vpcId, String name, String description, Set<Rule> ingress, Set<Rule> egress) {
  public static final AwsType<SecurityGroup, Observed> TYPE = new Type();

  public SecurityGroup {
    ingress = Set.copyOf(ingress);
    egress = Set.copyOf(egress);
  }

  /**
   * One rule.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code -1} for all, or whatever others allowed: a
   *     name or a number
   * @param fromPort first port; -1 with a protocol that has none
   * @param toPort last port; -1 with a protocol that has none
   * @param peer a block, or the id of a security group or of a prefix list
   */
  public record Rule(String protocol, int fromPort, int toPort, String peer)
      implements Comparable<Rule> {

    /** The peer that stands for the group itself. */
    public static final String SELF = "self";

    /**
     * All others are allowed or not as a whole, and are told without ports (<a
     * href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html">source</a>).
     */
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "icmp", "icmpv6");

    public static Rule tcp(int port, String peer) {
      return new Rule("tcp", port, port, peer);
    }

    public static Rule all(String peer) {
      return new Rule("-1", -1, -1, peer);
    }

    @Override
    public int compareTo(Rule other) {
      return toString().compareTo(other.toString());
    }

    private IpPermission permission(String group) {
      IpPermission.Builder permission = IpPermission.builder().ipProtocol(protocol);
      if (WITH_PORTS.contains(protocol)) {
        permission.fromPort(fromPort).toPort(toPort);
      }
      if (peer.equals(SELF) || peer.startsWith("sg-")) {
        String peerGroup = peer.equals(SELF) ? group : peer;
        permission.userIdGroupPairs(UserIdGroupPair.builder().groupId(peerGroup).build());
      } else if (peer.startsWith("pl-")) {
        permission.prefixListIds(PrefixListId.builder().prefixListId(peer).build());
      } else if (peer.contains(":")) {
        permission.ipv6Ranges(Ipv6Range.builder().cidrIpv6(peer).build());
      } else {
        permission.ipRanges(IpRange.builder().cidrIp(peer).build());
      }
      return permission.build();
    }
  }

  /** What is there. */
  public record Observed(
      String id,
      String vpcId,
      String name,
      String description,
      Set<Rule> ingress,
      Set<Rule> egress) {}

  private static final class Type implements AwsType<SecurityGroup, Observed> {
    @Override
    public String kind() {
      return "SecurityGroup";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EC2)
          .inspect("ec2:DescribeSecurityGroups")
          .provision(created(ec2("security-group")), "ec2:CreateSecurityGroup")
          // A VPC of the customer's own carries the mark, and no tag of ours.
          .provision(marked(ec2("vpc")), "ec2:CreateSecurityGroup")
          .provision(taggedBy("CreateSecurityGroup", ec2("security-group")), "ec2:CreateTags")
          .change(
              own(ec2("security-group")),
              "ec2:AuthorizeSecurityGroupIngress",
              "ec2:AuthorizeSecurityGroupEgress",
              "ec2:RevokeSecurityGroupIngress",
              "ec2:RevokeSecurityGroupEgress")
          .delete(own(ec2("security-group")), "ec2:DeleteSecurityGroup");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeSecurityGroupsPaginator(r -> r.filters(Ec2.filter("group-id", ids)))
          .securityGroups()
          .forEach(group ->
              found.put(
                  group.groupId(),
                  new Observation.Present<>(
                      observed(group), aws.ownership(Ec2.tags(group.tags())))));
      return found;
    }

    private static Observed observed(
        software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
      return new Observed(
          group.groupId(),
          group.vpcId(),
          group.groupName(),
          group.description(),
          rules(group.ipPermissions(), group.groupId()),
          rules(group.ipPermissionsEgress(), group.groupId()));
    }

    private static Set<Rule> rules(List<IpPermission> permissions, String self) {
      Set<Rule> rules = new TreeSet<>();
      for (IpPermission permission : permissions) {
        List<String> peers = new ArrayList<>();
        permission.ipRanges().forEach(range -> peers.add(range.cidrIp()));
        permission.ipv6Ranges().forEach(range -> peers.add(range.cidrIpv6()));
        permission.prefixListIds().forEach(list -> peers.add(list.prefixListId()));
        permission
            .userIdGroupPairs()
            .forEach(pair -> peers.add(pair.groupId().equals(self) ? Rule.SELF : pair.groupId()));
        for (String peer : peers) {
          rules.add(
              new Rule(
                  permission.ipProtocol(),
                  port(permission.fromPort()),
                  port(permission.toPort()),
                  peer));
        }
      }
      return rules;
    }

    private static int port(@Nullable Integer told) {
      return told == null ? -1 : told;
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      return aws
          .ec2()
          .describeSecurityGroups(r -> r.filters(Ec2.ownedBy(owner, node)))
          .securityGroups()
          .stream()
          .map(software.amazon.awssdk.services.ec2.model.SecurityGroup::groupId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, SecurityGroup desired, Intent intent) {
      return aws.ec2()
          .createSecurityGroup(r ->
              r.vpcId(desired.vpcId())
                  .groupName(desired.name())
                  .description(desired.description())
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.SECURITY_GROUP)))
          .groupId();
    }

    @Override
    public Diff diff(SecurityGroup desired, Observed observed) {
      return Diff.compare()
          .fixed("vpcId", desired.vpcId(), observed.vpcId())
          .fixed("name", desired.name(), observed.name())
          .fixed("description", desired.description(), observed.description())
          .field("ingress", new TreeSet<>(desired.ingress()), observed.ingress())
          .field("egress", new TreeSet<>(desired.egress()), observed.egress())
          .done();
    }

    @Override
    public void update(AwsSession aws, String id, SecurityGroup desired, Observed observed) {
      Ec2Client ec2 = aws.ec2();
      // First what is missing, then what is too much: nobody who is still wanted is cut off.
      List<IpPermission> in = permissions(desired.ingress(), observed.ingress(), id);
      List<IpPermission> out = permissions(desired.egress(), observed.egress(), id);
      if (!in.isEmpty()) {
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(in));
      }
      if (!out.isEmpty()) {
        ec2.authorizeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(out));
      }
      List<IpPermission> surplusIn = permissions(observed.ingress(), desired.ingress(), id);
      List<IpPermission> surplusOut = permissions(observed.egress(), desired.egress(), id);
      if (!surplusIn.isEmpty()) {
        ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(surplusIn));
      }
      if (!surplusOut.isEmpty()) {
        ec2.revokeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(surplusOut));
      }
    }

    private static List<IpPermission> permissions(Set<Rule> of, Set<Rule> without, String id) {
      Set<Rule> rules = new HashSet<>(of);
      rules.removeAll(without);
      return rules.stream().sorted().map(rule -> rule.permission(id)).toList();
    }

    @Override
    public void delete(AwsSession aws, String id) {
      Ec2.deleteIfThere(() -> aws.ec2().deleteSecurityGroup(r -> r.groupId(id)));
    }

    @Override
    public Observed predict(SecurityGroup desired) {
      return new Observed(
          "sg-planned",
          desired.vpcId(),
          desired.name(),
          desired.description(),
          new TreeSet<>(desired.ingress()),
          new TreeSet<>(desired.egress()));
    }
  }
}
