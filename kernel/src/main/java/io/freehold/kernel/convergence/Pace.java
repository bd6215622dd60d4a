package io.freehold.kernel.convergence;

import java.time.Duration;

/** When to look again at something that takes known time. */
@FunctionalInterface
public interface Pace {
  /**
   * How long to wait before the next look.
   *
   * @param operation the kind and what is done to it: {@code NatGateway/create}, {@code
   *     EksCluster/delete}
   * @param elapsed how long it has been under way
   */
  Duration nextLook(String operation, Duration elapsed);
}
