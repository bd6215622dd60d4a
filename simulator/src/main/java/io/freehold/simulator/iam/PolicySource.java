package io.freehold.simulator.iam;

import java.util.Optional;

/** A service whose resources have policies of their own. Asked under the world's lock. */
@FunctionalInterface
public interface PolicySource {
  /**
   * A resource.
   *
   * @param accountId whose it is
   * @param policy its document, where it has one
   */
  record Owned(String accountId, Optional<String> policy) {}

  /** The resource with this ARN, where it is this service's and exists. */
  Optional<Owned> find(String resourceArn);
}
