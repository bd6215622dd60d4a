package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.organization.Organization;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which private endpoints services are to be reached by. */
@Component
class PrivateEndpoints {
  private final PrivateEndpointStore store;
  private final ServiceChanges changes;

  PrivateEndpoints(PrivateEndpointStore store, ServiceChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  /** What a service is to be reached by after a PATCH; what is wrong with it is noted. */
  List<String> changed(
      ServiceRow row,
      String region,
      ServiceRequest.@Nullable PrivateEndpointChange change,
      Violations violations) {
    if (change == null) {
      return row.privateEndpointIds();
    }
    List<String> add = Objects.requireNonNullElse(change.add(), List.of());
    List<String> known = in(row.organizationId(), region);
    for (int i = 0; i < add.size(); i++) {
      if (!known.contains(add.get(i))) {
        violations.add(
            "privateEndpointIds.add[" + i + "]",
            "endpoint-unknown",
            "'" + add.get(i) + "'",
            "an endpoint that the organization has registered in " + region,
            "Register it with POST to privateEndpoint of the service.");
      }
    }
    return Lists.changed(
        row.privateEndpointIds(),
        add,
        Objects.requireNonNullElse(change.remove(), List.of()),
        id -> id);
  }

  /** Within a change of the service. */
  void set(ServiceRow row, List<String> ids) {
    if (!ids.equals(row.privateEndpointIds())) {
      store.set(row.organizationId(), row.id(), ids);
      changes.record(row, ActivityType.SERVICE_UPDATE_PRIVATE_ENDPOINTS);
    }
  }

  private List<String> in(UUID organizationId, String region) {
    return store.of(organizationId).stream()
        .filter(one -> one.region().equals(region))
        .map(Organization.PrivateEndpoint::id)
        .toList();
  }
}
