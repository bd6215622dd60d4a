package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.organization.RegisteredEndpoints;
import io.freehold.model.violation.Violations;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which private endpoints services are to be reached by. */
@Component
class PrivateEndpoints {
  /** More than any network has, and few enough to be registered at once. */
  private static final int MOST = 100;

  private final PrivateEndpointStore store;
  private final ServiceChanges changes;
  private final Clock clock;

  PrivateEndpoints(PrivateEndpointStore store, ServiceChanges changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  /** What a service is to be reached by after a PATCH; what is wrong with it is noted. */
  List<String> changed(
      ServiceRow row,
      ServiceRequest.@Nullable PrivateEndpointChange change,
      Violations violations) {
    if (change == null) {
      return row.privateEndpointIds();
    }
    List<String> add = Objects.requireNonNullElse(change.add(), List.of());
    for (int i = 0; i < add.size(); i++) {
      RegisteredEndpoints.checkId("privateEndpointIds.add[" + i + "]", add.get(i), violations);
    }
    List<String> next =
        Lists.changed(
            row.privateEndpointIds(),
            add,
            Objects.requireNonNullElse(change.remove(), List.of()),
            id -> id);
    if (next.size() > MOST) {
      violations.add(
          "privateEndpointIds", "too-many-endpoints", next.size() + " ids", "at most " + MOST);
    }
    return next;
  }

  /**
   * Within a change of the service. One that is new to the organization is registered with it: the
   * official Terraform provider gives endpoints to services and has <a
   * href="https://github.com/ClickHouse/terraform-provider-clickhouse#upgrading-to-version--320">no
   * other way to register them</a>.
   */
  void set(ServiceRow row, List<String> ids) {
    if (ids.equals(row.privateEndpointIds())) {
      return;
    }
    String region = changes.infrastructure(row).spec().region();
    // In one order, so that two services that are given the same never wait for each other.
    for (String id : ids.stream().sorted().toList()) {
      if (!store.holds(row.organizationId(), id, region, clock.instant())) {
        throw RegisteredEndpoints.elsewhere(id);
      }
    }
    store.set(row.organizationId(), row.id(), ids);
    changes.record(row, ActivityType.SERVICE_UPDATE_PRIVATE_ENDPOINTS);
  }
}
