package io.freehold.simulator.dns;

import java.util.List;

/** What a resolver anywhere in the world makes of a name. */
public sealed interface Resolution {

  /** Addresses that a zone holds itself. */
  record Addresses(List<String> values) implements Resolution {
    public Addresses {
      values = List.copyOf(values);
    }
  }

  /**
   * A name of AWS's own, such as a load balancer's.
   *
   * @param dnsName without a final dot
   */
  record AwsName(String dnsName) implements Resolution {}

  /** No answer, and why. */
  record None(String reason) implements Resolution {}
}
