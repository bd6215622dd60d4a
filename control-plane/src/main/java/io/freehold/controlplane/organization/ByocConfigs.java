package io.freehold.controlplane.organization;

import io.freehold.protocol.organization.Organization.ByocConfig;
import java.util.List;
import java.util.UUID;

/** Knows the infrastructures of an organization, which shows them in short. */
@FunctionalInterface
public interface ByocConfigs {
  List<ByocConfig> of(UUID organizationId);
}
