package io.freehold.model.infrastructure;

import java.util.List;

/** Whose network an infrastructure stands in. Fixed when it is made. */
public sealed interface Network {
  /** A VPC of its own, made with everything in it. */
  Network MANAGED = new Managed();

  /** The network as the API calls it. */
  String mode();

  /** A VPC of its own. */
  record Managed() implements Network {
    @Override
    public String mode() {
      return "managed";
    }
  }

  /**
   * The customer's own VPC: looked at, never changed and never deleted.
   *
   * @param vpcId of AWS: {@code vpc-0a1b2c3d4e5f60718}
   * @param privateSubnets for nodes, pods and the private load balancer
   * @param publicSubnets for the public load balancer; empty where there is to be none
   */
  record Customer(String vpcId, List<Subnet> privateSubnets, List<Subnet> publicSubnets)
      implements Network {
    public Customer {
      privateSubnets = List.copyOf(privateSubnets);
      publicSubnets = List.copyOf(publicSubnets);
    }

    @Override
    public String mode() {
      return "customer";
    }

    /** The ids of the private subnets, as they were named. */
    public List<String> privateSubnetIds() {
      return privateSubnets.stream().map(Subnet::id).toList();
    }

    /** The ids of the public subnets, as they were named. */
    public List<String> publicSubnetIds() {
      return publicSubnets.stream().map(Subnet::id).toList();
    }
  }

  /**
   * A subnet of the customer's.
   *
   * @param id of AWS: {@code subnet-0a1b2c3d4e5f60718}
   * @param zoneId where it is: {@code use1-az4}
   */
  record Subnet(String id, String zoneId) {}
}
