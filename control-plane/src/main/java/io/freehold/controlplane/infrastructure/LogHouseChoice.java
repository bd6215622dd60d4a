package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.infrastructure.LogHouseServices.Candidate;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.violation.Violations;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which service a PATCH wants to keep logs, and whether that one can. */
final class LogHouseChoice {
  static final String FIELD = "logHouse";

  private static final String SERVICE = FIELD + ".serviceId";
  private static final String RETENTION = FIELD + ".retentionDays";

  private LogHouseChoice() {}

  /**
   * @param asked null for none
   * @param service that which is named; empty where the organization has none of that id
   * @return null for none, or where something is wrong
   */
  static @Nullable LogHouse read(
      InfrastructureRow row,
      SpecChange.@Nullable LogHouseRequest asked,
      Optional<Candidate> service,
      Violations violations) {
    if (asked == null) {
      return null;
    }
    int days = Objects.requireNonNullElse(asked.retentionDays(), LogHouse.DEFAULT_RETENTION_DAYS);
    if (days < 1 || days > LogHouse.LONGEST_RETENTION_DAYS) {
      violations.add(
          RETENTION,
          "retention-out-of-range",
          String.valueOf(days),
          "1 to " + LogHouse.LONGEST_RETENTION_DAYS + " days");
    }
    UUID id = asked.serviceId();
    if (id == null) {
      violations.add(
          SERVICE,
          "field-missing",
          null,
          "the id of a service of this infrastructure",
          "Name it; to have none keep logs, give logHouse as null.");
      return null;
    }
    Optional<Candidate> here = service.filter(one -> one.infrastructureId().equals(row.id()));
    if (here.isEmpty()) {
      violations.add(
          SERVICE,
          "service-unknown",
          id.toString(),
          "the id of a service of this infrastructure",
          "Make the service in this infrastructure first.");
      return null;
    }
    check(row, here.get(), violations);
    return new LogHouse(id, here.get().name(), days);
  }

  private static void check(InfrastructureRow row, Candidate service, Violations violations) {
    if (service.beingDeleted()) {
      violations.add(
          SERVICE,
          "being-deleted",
          "a service that is being deleted",
          "one that stays",
          "Choose another one.");
    } else if (!service.runs() && !isChosen(row, service)) {
      violations.add(
          SERVICE,
          "service-not-running",
          "a service that is " + service.state(),
          "one that runs, since it gets a table for the logs",
          "Start it; it may be stopped again once it has taken logs.");
    }
    if (service.mayIdle()) {
      violations.add(
          SERVICE,
          "idle-scaling-on",
          "a service with idleScaling, by itself or by an entry of its scaling schedule",
          "one that does not fall asleep: logs do not wake it",
          "PATCH its replicaScaling with idleScaling false, and its scalingSchedule likewise.");
    }
  }

  private static boolean isChosen(InfrastructureRow row, Candidate service) {
    LogHouse now = row.spec().logHouse();
    return now != null && now.serviceId().equals(service.id());
  }
}
