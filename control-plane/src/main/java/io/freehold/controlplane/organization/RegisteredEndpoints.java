package io.freehold.controlplane.organization;

import io.freehold.protocol.organization.Organization.PrivateEndpoint;
import java.util.List;
import java.util.UUID;

/** Knows the private endpoints of an organization, and takes them away. */
public interface RegisteredEndpoints {
  List<PrivateEndpoint> of(UUID organizationId);

  /** Takes it from the organization and from all of its services; nothing if there is none. */
  void remove(UUID organizationId, String id);
}
