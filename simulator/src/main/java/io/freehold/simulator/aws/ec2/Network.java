package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.place.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** All of EC2 in one account and region. Used under the world's lock. */
final class Network {
  private final World world;
  private final Location location;
  private final Rack<VpcEntry> vpcs;
  private final Rack<Subnet> subnets;
  private final Rack<InternetGateway> internetGateways;
  private final Rack<Address> addresses;
  private final Rack<NatGateway> natGateways;
  private final Rack<RouteTable> routeTables;
  private final Rack<VpcEndpoint> endpoints;
  private final Rack<SecurityGroup> groups;
  private final Rack<SecurityGroupRule> rules;
  private final Rack<NetworkInterface> interfaces;
  private final Rack<TemplateEntry> templates;
  private final Rack<Volume> volumes;
  private final Rack<Instance> instances;

  Network(World world, Location location) {
    this.world = world;
    this.location = location;
    vpcs = rack(Kinds.VPC, it -> it, it -> true);
    subnets = rack(Kinds.SUBNET, it -> Subnets.shown(this, it), it -> true);
    internetGateways = rack(Kinds.INTERNET_GATEWAY, it -> it, it -> true);
    addresses = rack(Kinds.ADDRESS, it -> it, it -> true);
    natGateways = rack(Kinds.NAT_GATEWAY, it -> it, it -> it.state() != NatGatewayState.DELETED);
    // Main tables and default groups come and go with their VPC: nobody can leak them.
    routeTables =
        rack(Kinds.ROUTE_TABLE, it -> Routes.shown(this, it), it -> !RouteTables.isMain(it));
    endpoints = rack(Kinds.ENDPOINT, it -> it, it -> true);
    groups = rack(Kinds.GROUP, it -> Rules.shown(this, it), it -> !SecurityGroups.isDefault(it));
    rules = rack(Kinds.RULE, it -> it, it -> false);
    interfaces = rack(Kinds.INTERFACE, it -> it, it -> true);
    templates = rack(Kinds.TEMPLATE, it -> it, it -> true);
    volumes = rack(Kinds.VOLUME, it -> it, it -> true);
    // They come and go with their node group: nobody can leak them.
    instances = rack(Kinds.INSTANCE, it -> it, it -> false);
  }

  private <T> Rack<T> rack(Kind<T> kind, UnaryOperator<T> view, Predicate<T> live) {
    return new Rack<>(world, location, kind, view, live);
  }

  World world() {
    return world;
  }

  Location location() {
    return location;
  }

  Instant now() {
    return world.now();
  }

  /** When an operation that starts now will be done. */
  Instant done(String latencyKey) {
    Duration drawn = world.latencies().draw(location, latencyKey);
    return now().plus(drawn);
  }

  Rack<VpcEntry> vpcs() {
    return vpcs;
  }

  Rack<Subnet> subnets() {
    return subnets;
  }

  Rack<InternetGateway> internetGateways() {
    return internetGateways;
  }

  Rack<Address> addresses() {
    return addresses;
  }

  Rack<NatGateway> natGateways() {
    return natGateways;
  }

  Rack<RouteTable> routeTables() {
    return routeTables;
  }

  Rack<VpcEndpoint> endpoints() {
    return endpoints;
  }

  Rack<SecurityGroup> groups() {
    return groups;
  }

  Rack<SecurityGroupRule> rules() {
    return rules;
  }

  Rack<NetworkInterface> interfaces() {
    return interfaces;
  }

  Rack<TemplateEntry> templates() {
    return templates;
  }

  Rack<Volume> volumes() {
    return volumes;
  }

  Rack<Instance> instances() {
    return instances;
  }

  /** Every rack. */
  List<Rack<?>> racks() {
    return List.of(
        vpcs,
        subnets,
        internetGateways,
        addresses,
        natGateways,
        routeTables,
        endpoints,
        groups,
        rules,
        interfaces,
        templates,
        volumes,
        instances);
  }
}
