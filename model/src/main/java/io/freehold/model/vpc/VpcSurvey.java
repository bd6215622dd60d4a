package io.freehold.model.vpc;

import io.freehold.model.network.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was found of a VPC and of what is in it.
 *
 * @param vpc empty where there is none of that id
 * @param subnets all of the VPC, and those of another that were asked for by their ids
 * @param tables all route tables of the VPC
 * @param endpoints all of the VPC
 */
public record VpcSurvey(
    Optional<Vpc> vpc, List<Subnet> subnets, List<RouteTable> tables, List<Endpoint> endpoints) {
  public VpcSurvey {
    subnets = List.copyOf(subnets);
    tables = List.copyOf(tables);
    endpoints = List.copyOf(endpoints);
  }

  /** The subnet of that id, wherever it is. */
  public Optional<Subnet> subnet(String id) {
    return subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
  }

  /** The table by which a subnet's traffic goes: its own, or else the VPC's main one. */
  public Optional<RouteTable> tableOf(String subnetId) {
    return tables.stream()
        .filter(table -> table.associations().containsKey(subnetId))
        .findFirst()
        .or(() -> tables.stream().filter(RouteTable::main).findFirst());
  }

  /**
   * The VPC itself.
   *
   * @param cidrs its IPv4 ranges, the first one first
   * @param dnsSupport whether its resolver answers
   * @param dnsHostnames whether machines in it get names
   */
  public record Vpc(
      String id,
      List<Cidr> cidrs,
      Map<String, String> tags,
      boolean dnsSupport,
      boolean dnsHostnames) {
    public Vpc {
      cidrs = List.copyOf(cidrs);
      tags = Map.copyOf(tags);
    }
  }

  /**
   * A subnet.
   *
   * @param zoneName as the account knows it
   * @param zoneId as everyone knows it
   * @param cidr empty where it has no IPv4 range
   * @param freeAddresses of IPv4
   */
  public record Subnet(
      String id,
      String vpcId,
      String zoneName,
      String zoneId,
      Optional<Cidr> cidr,
      int freeAddresses,
      Map<String, String> tags) {
    public Subnet {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * A route table.
   *
   * @param main whether it serves every subnet without one of its own
   * @param associations the association's id by subnet
   */
  public record RouteTable(
      String id, boolean main, Map<String, String> associations, List<Route> routes) {
    public RouteTable {
      associations = Map.copyOf(associations);
      routes = List.copyOf(routes);
    }
  }

  /**
   * A route.
   *
   * @param destination an IPv4 or IPv6 range, or a prefix list
   * @param target what sort of thing it leads to
   * @param targetId such as {@code nat-0a1b2c3d4e5f60718}
   * @param active false where its target is gone or does not work
   */
  public record Route(String destination, Target target, String targetId, boolean active) {}

  /** What a route leads to. */
  public enum Target {
    /** Within the VPC. */
    LOCAL,
    INTERNET_GATEWAY,
    NAT_GATEWAY,
    TRANSIT_GATEWAY,
    /** A virtual private gateway: a VPN, or Direct Connect. */
    VPN_GATEWAY,
    /** A machine that passes traffic on. */
    NETWORK_INTERFACE,
    /** A firewall behind an endpoint, or the gateway endpoint of a service. */
    ENDPOINT,
    /** Another VPC and nothing behind it: AWS passes no traffic on from there. */
    PEERING,
    /** Out by IPv6 only. */
    EGRESS_ONLY_GATEWAY,
    /** Another way out of the VPC: a core network, a local gateway. */
    OTHER;

    /** Whether IPv4 traffic of machines without public addresses can get out by it. */
    boolean leadsOut() {
      return switch (this) {
        case NAT_GATEWAY, TRANSIT_GATEWAY, VPN_GATEWAY, NETWORK_INTERFACE, ENDPOINT, OTHER -> true;
        case LOCAL, INTERNET_GATEWAY, PEERING, EGRESS_ONLY_GATEWAY -> false;
      };
    }
  }

  /**
   * A VPC endpoint.
   *
   * @param type in AWS's words: {@code Gateway}, {@code Interface}
   * @param serviceName such as {@code com.amazonaws.us-east-1.s3}
   * @param state in AWS's words, in small letters: {@code available}
   * @param routeTableIds the tables that have a route to it, where it is a gateway
   */
  public record Endpoint(
      String id, String type, String serviceName, String state, Set<String> routeTableIds) {
    public Endpoint {
      routeTableIds = Set.copyOf(routeTableIds);
    }

    boolean isGateway() {
      return type.equals("Gateway");
    }

    boolean isUsable() {
      return state.equals("available");
    }
  }
}
