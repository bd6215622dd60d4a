package io.freehold.controlplane.access;

import java.util.UUID;

/** Who makes a request. */
public sealed interface Caller {

  /** To whom an idempotency key belongs. */
  UUID scope();

  /** Whose requests are counted together. */
  UUID keyId();

  /**
   * A key of an organization.
   *
   * @param name that its owner gave it
   */
  record OrganizationKey(UUID organizationId, UUID keyId, String name, Role role)
      implements Caller {
    @Override
    public UUID scope() {
      return organizationId;
    }
  }

  /** One of the vendor's own operators. */
  record Operator(UUID keyId, String name) implements Caller {
    @Override
    public UUID scope() {
      return keyId;
    }
  }
}
