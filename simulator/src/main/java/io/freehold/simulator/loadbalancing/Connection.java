package io.freehold.simulator.loadbalancing;

import java.util.List;

/** What becomes of an attempt to connect to a load balancer. */
public sealed interface Connection {

  /** A target, by its address. */
  record Target(String address, int port) {}

  /**
   * It gets through to one of these.
   *
   * @param balancerArn the load balancer
   * @param listenerArn its listener on that port
   * @param targetGroupArn where the listener sends to
   * @param targets the healthy ones, at least one
   */
  record Open(String balancerArn, String listenerArn, String targetGroupArn, List<Target> targets)
      implements Connection {
    public Open {
      targets = List.copyOf(targets);
    }
  }

  /** It does not. */
  record Refused(String reason) implements Connection {}
}
