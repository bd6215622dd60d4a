package io.freehold.controlplane.infrastructure;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose network a request asks for: one of the infrastructure's own, or the customer's.
 *
 * @param said what the request says of it; null if nothing
 */
record NetworkChoice(InfrastructureRequest.@Nullable Network said) {
  private static final String MANAGED = "managed";
  private static final String CUSTOMER = "customer";

  /** Stands for the range of a VPC that was not looked at: overlaps nothing that anybody has. */
  private static final Cidr NOT_KNOWN = Cidr.parse("0.0.0.0/32");

  boolean isCustomers() {
    return said != null && CUSTOMER.equals(said.mode());
  }

  /** Each mode has fields of its own: what is missing, and what belongs to the other one. */
  void check(Violations violations) {
    if (said == null) {
      return;
    }
    if (isCustomers()) {
      required("network.vpcId", said.vpcId(), "the id of the VPC", violations);
      required(
          "network.privateSubnetIds",
          said.privateSubnetIds(),
          "the ids of at least 3 private subnets, in at least 3 zones",
          violations);
      refuseNatGateways(said, violations);
      return;
    }
    if (said.mode() != null && !said.mode().equals(MANAGED)) {
      violations.add(
          "network.mode", "unknown-value", "'" + said.mode() + "'", MANAGED + " or " + CUSTOMER);
    }
    foreign("network.vpcId", said.vpcId(), violations);
    foreign("network.privateSubnetIds", said.privateSubnetIds(), violations);
    foreign("network.publicSubnetIds", said.publicSubnetIds(), violations);
  }

  private static void required(
      String field, @Nullable Object value, String needed, Violations violations) {
    if (value == null) {
      violations.add(
          field,
          "field-missing",
          null,
          needed,
          "Name it, or leave network.mode out to have a VPC made.");
    }
  }

  private static void foreign(String field, @Nullable Object value, Violations violations) {
    if (value != null) {
      violations.add(
          field,
          "not-supported",
          value.toString(),
          "nothing: the VPC is made with everything in it",
          "Leave it out, or say network.mode customer to use a VPC of your own.");
    }
  }

  /** In a customer's VPC there are none of ours. */
  static void refuseNatGateways(
      InfrastructureRequest.@Nullable Network said, Violations violations) {
    if (said != null && said.natGateways() != null) {
      violations.add(
          "network.natGateways",
          "not-supported",
          "'" + said.natGateways() + "'",
          "nothing: the VPC's own ways out are used",
          "Leave it out.");
    }
  }

  NatGateways natGateways(Violations violations) {
    return isCustomers()
        ? NatGateways.PER_ZONE
        : SpecReader.natGateways(said, violations).orElse(NatGateways.PER_ZONE);
  }

  /** The ways in where none are asked for. */
  LoadBalancers loadBalancers() {
    return isCustomers() ? LoadBalancers.PRIVATE_ONLY : LoadBalancers.PUBLIC_ONLY;
  }

  /** The range where none is asked for. */
  Cidr range() {
    return isCustomers() ? NOT_KNOWN : InfrastructureSpec.DEFAULT_VPC_CIDR;
  }

  /**
   * The network to judge the rest of a request by, before anybody has looked at it.
   *
   * @param zones in which its subnets are taken to be, in turn
   */
  Network assumed(List<Zone> zones) {
    if (said == null || !isCustomers()) {
      return Network.MANAGED;
    }
    return new Network.Customer(
        Objects.requireNonNullElse(said.vpcId(), ""),
        subnets(said.privateSubnetIds(), zones),
        subnets(said.publicSubnetIds(), zones));
  }

  private static List<Network.Subnet> subnets(@Nullable List<String> ids, List<Zone> zones) {
    List<Network.Subnet> subnets = new ArrayList<>();
    for (String id : Objects.requireNonNullElse(ids, List.<String>of())) {
      String zone = zones.isEmpty() ? "" : zones.get(subnets.size() % zones.size()).id();
      subnets.add(new Network.Subnet(id, zone));
    }
    return subnets;
  }
}
