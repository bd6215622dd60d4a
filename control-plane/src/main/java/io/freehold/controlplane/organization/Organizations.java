package io.freehold.controlplane.organization;

import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.organization.OrganizationStore.StoredOrganization;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.organization.Organization;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, finds and shows organizations. */
@Component
public class Organizations {
  private static final int LONGEST_NAME = 100;

  private final OrganizationStore store;
  private final ObjectProvider<ByocConfigs> infrastructures;
  private final ObjectProvider<RegisteredEndpoints> endpoints;
  private final Activities activities;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Organizations(
      OrganizationStore store,
      ObjectProvider<ByocConfigs> infrastructures,
      ObjectProvider<RegisteredEndpoints> endpoints,
      Activities activities,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.infrastructures = infrastructures;
    this.endpoints = endpoints;
    this.activities = activities;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Notes what is wrong with a name. */
  public static void checkName(String name, Violations violations) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      violations.add("name", "name-length", name.length() + " characters", "1 to " + LONGEST_NAME);
    }
  }

  public Organization create(String name, String adminEmail) {
    StoredOrganization made =
        new StoredOrganization(
            UUID.randomUUID(),
            name,
            adminEmail,
            false,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    store.insert(made);
    activities.record(made.id(), ActivityType.CREATE_ORGANIZATION);
    return shown(made);
  }

  public List<Organization> all() {
    return store.all().stream().map(this::shown).toList();
  }

  /**
   * @throws Refusal 404
   */
  public Organization get(UUID id) {
    return shown(find(id));
  }

  /** Whom to write to. */
  public String adminEmail(UUID id) {
    return find(id).adminEmail();
  }

  Organization change(
      UUID id,
      Optional<String> name,
      Optional<Boolean> enableCoreDumps,
      List<String> endpointsToRemove,
      List<Organization.PrivateEndpoint> endpointsToAdd) {
    transactions.executeWithoutResult(status -> {
      update(id, name, enableCoreDumps);
      endpointsToRemove.forEach(
          endpoint -> endpoints.orderedStream().forEach(one -> one.remove(id, endpoint)));
      endpointsToAdd.forEach(endpoint -> add(id, endpoint));
    });
    return get(id);
  }

  private void add(UUID id, Organization.PrivateEndpoint endpoint) {
    endpoints
        .orderedStream()
        .forEach(one -> {
          if (!one.put(
              id,
              endpoint.id(),
              Objects.requireNonNullElse(endpoint.description(), ""),
              endpoint.region(),
              clock.instant())) {
            throw RegisteredEndpoints.elsewhere(endpoint.id());
          }
        });
  }

  private void update(UUID id, Optional<String> name, Optional<Boolean> enableCoreDumps) {
    StoredOrganization now = store.lock(id).orElseThrow(() -> Refusal.notFound("The organization"));
    StoredOrganization changed =
        new StoredOrganization(
            id,
            name.orElse(now.name()),
            now.adminEmail(),
            enableCoreDumps.orElse(now.enableCoreDumps()),
            now.createdAt());
    store.update(changed);
    if (!changed.name().equals(now.name())) {
      activities.record(id, ActivityType.ORGANIZATION_UPDATE_NAME);
    }
  }

  private StoredOrganization find(UUID id) {
    return store.byId(id).orElseThrow(() -> Refusal.notFound("The organization"));
  }

  private Organization shown(StoredOrganization organization) {
    return new Organization(
        organization.id().toString(),
        organization.createdAt(),
        organization.name(),
        endpoints.orderedStream().flatMap(source -> source.of(organization.id()).stream()).toList(),
        infrastructures
            .orderedStream()
            .flatMap(source -> source.of(organization.id()).stream())
            .toList(),
        organization.enableCoreDumps());
  }
}
