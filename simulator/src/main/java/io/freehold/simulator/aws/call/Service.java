package io.freehold.simulator.aws.call;

import software.amazon.awssdk.core.SdkClient;

/**
 * One simulated AWS service.
 *
 * @param <C> the SDK's client interface
 */
public interface Service<C extends SdkClient> {
  /** The SDK's client interface. */
  Class<C> type();

  /** How it speaks. */
  Dialect dialect();

  /** A client that overrides what is supported; everything else fails loudly. */
  C client(Endpoint endpoint);
}
