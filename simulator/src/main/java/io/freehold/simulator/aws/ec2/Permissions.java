package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * The two forms of the same thing: a permission is a protocol with ports and many peers, a rule has
 * one peer.
 */
final class Permissions {
  private static final Map<String, String> NAMES =
      Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", "-1");

  /** With any other, all of it is allowed, whatever ports are given. */
  private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "icmp", "icmpv6");

  private record Traffic(String protocol, int from, int to) {}

  private Permissions() {}

  /** A request's permissions, or the one that it gives by plain parameters. */
  static List<IpPermission> given(
      List<IpPermission> permissions,
      @Nullable String protocol,
      @Nullable Integer from,
      @Nullable Integer to,
      @Nullable String cidr) {
    if (protocol == null || cidr == null) {
      return permissions;
    }
    return List.of(
        IpPermission.builder()
            .ipProtocol(protocol)
            .fromPort(from)
            .toPort(to)
            .ipRanges(IpRange.builder().cidrIp(cidr).build())
            .build());
  }

  /** Permissions as rules, without ids. */
  static List<SecurityGroupRule> rules(List<IpPermission> permissions, boolean egress) {
    List<SecurityGroupRule> rules = new ArrayList<>();
    for (IpPermission permission : permissions) {
      Traffic traffic = traffic(permission);
      SecurityGroupRule rule =
          SecurityGroupRule.builder()
              .isEgress(egress)
              .ipProtocol(traffic.protocol())
              .fromPort(traffic.from())
              .toPort(traffic.to())
              .build();
      for (IpRange peer : permission.ipRanges()) {
        String cidr = Block.of(peer.cidrIp(), "cidrIp").toString();
        rules.add(rule.toBuilder().cidrIpv4(cidr).description(peer.description()).build());
      }
      for (Ipv6Range peer : permission.ipv6Ranges()) {
        String cidr = peer.cidrIpv6().toLowerCase(Locale.ROOT);
        rules.add(rule.toBuilder().cidrIpv6(cidr).description(peer.description()).build());
      }
      for (PrefixListId peer : permission.prefixListIds()) {
        rules.add(
            rule.toBuilder()
                .prefixListId(peer.prefixListId())
                .description(peer.description())
                .build());
      }
      for (UserIdGroupPair peer : permission.userIdGroupPairs()) {
        rules.add(
            rule.toBuilder()
                .referencedGroupInfo(
                    ReferencedSecurityGroup.builder().groupId(peer.groupId()).build())
                .description(peer.description())
                .build());
      }
    }
    return rules;
  }

  private static Traffic traffic(IpPermission permission) {
    String given = permission.ipProtocol();
    if (given == null) {
      throw Refusal.of("MissingParameter", "The request must contain the parameter ipProtocol");
    }
    String protocol = NAMES.getOrDefault(given.toLowerCase(Locale.ROOT), given);
    boolean every = protocol.equals("icmpv6") && permission.fromPort() == null;
    if (every || !WITH_PORTS.contains(protocol)) {
      return new Traffic(protocol, -1, -1);
    }
    if (permission.fromPort() == null || permission.toPort() == null) {
      throw Refusal.of(
          "InvalidParameterValue",
          "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    if (permission.fromPort() > permission.toPort() || permission.toPort() > 65535) {
      throw Refusal.of(
          "InvalidParameterValue",
          "Invalid TCP/UDP port range (" + permission.fromPort() + ":" + permission.toPort() + ")");
    }
    return new Traffic(protocol, permission.fromPort(), permission.toPort());
  }

  /** Whether two rules of one group let the same through; descriptions do not count. */
  static boolean same(SecurityGroupRule a, SecurityGroupRule b) {
    return trafficOf(a).equals(trafficOf(b)) && peer(a).equals(peer(b));
  }

  /** A rule in the words of AWS's error message. */
  static String text(SecurityGroupRule rule) {
    String protocol = rule.ipProtocol().equals("-1") ? "ALL" : rule.ipProtocol();
    String ports =
        rule.ipProtocol().equals("-1")
            ? ""
            : ", from port: " + rule.fromPort() + ", to port: " + rule.toPort();
    return "peer: " + peer(rule) + ", " + protocol.toUpperCase(Locale.ROOT) + ports + ", ALLOW";
  }

  /** Rules of one direction as permissions. */
  static List<IpPermission> of(List<SecurityGroupRule> rules, boolean egress) {
    Map<Traffic, List<SecurityGroupRule>> groups = new LinkedHashMap<>();
    for (SecurityGroupRule rule : rules) {
      if (rule.isEgress() == egress) {
        groups.computeIfAbsent(trafficOf(rule), t -> new ArrayList<>()).add(rule);
      }
    }
    return groups.entrySet().stream().map(e -> permission(e.getKey(), e.getValue())).toList();
  }

  private static IpPermission permission(Traffic traffic, List<SecurityGroupRule> rules) {
    IpPermission.Builder permission = IpPermission.builder().ipProtocol(traffic.protocol());
    if (WITH_PORTS.contains(traffic.protocol())) {
      permission.fromPort(traffic.from()).toPort(traffic.to());
    }
    List<IpRange> ranges = new ArrayList<>();
    List<Ipv6Range> ranges6 = new ArrayList<>();
    List<PrefixListId> lists = new ArrayList<>();
    List<UserIdGroupPair> groups = new ArrayList<>();
    for (SecurityGroupRule rule : rules) {
      if (rule.cidrIpv4() != null) {
        ranges.add(
            IpRange.builder().cidrIp(rule.cidrIpv4()).description(rule.description()).build());
      } else if (rule.cidrIpv6() != null) {
        ranges6.add(
            Ipv6Range.builder().cidrIpv6(rule.cidrIpv6()).description(rule.description()).build());
      } else if (rule.prefixListId() != null) {
        lists.add(
            PrefixListId.builder()
                .prefixListId(rule.prefixListId())
                .description(rule.description())
                .build());
      } else {
        groups.add(
            UserIdGroupPair.builder()
                .groupId(rule.referencedGroupInfo().groupId())
                .userId(rule.referencedGroupInfo().userId())
                .description(rule.description())
                .build());
      }
    }
    return permission
        .ipRanges(ranges)
        .ipv6Ranges(ranges6)
        .prefixListIds(lists)
        .userIdGroupPairs(groups)
        .build();
  }

  private static Traffic trafficOf(SecurityGroupRule rule) {
    return new Traffic(rule.ipProtocol(), rule.fromPort(), rule.toPort());
  }

  private static String peer(SecurityGroupRule rule) {
    String group = rule.referencedGroupInfo() == null ? null : rule.referencedGroupInfo().groupId();
    for (String peer :
        new @Nullable String[] {rule.cidrIpv4(), rule.cidrIpv6(), rule.prefixListId(), group}) {
      if (peer != null) {
        return peer;
      }
    }
    return Objects.toString(null);
  }
}
