package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.infrastructure.LogHouseServices.Candidate;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which service a PATCH wants to keep logs, and whether that one can. */
final class LogHouseChoice {
  static final String FIELD = "logHouse";

  private static final String SERVICE = FIELD + ".serviceId";

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
    UUID id = asked.serviceId();
    Optional<Candidate> here = service.filter(one -> one.infrastructureId().equals(row.id()));
    if (id != null && here.isPresent()) {
      return new LogHouse(id, here.get().name(), retentionDays(row, id, asked.retentionDays()));
    }
    if (id == null) {
      violations.add(
          SERVICE,
          "field-missing",
          null,
          "the id of a service of this infrastructure",
          "Name it; to have none keep logs, give logHouse as null.");
    } else {
      violations.add(
          SERVICE,
          "service-unknown",
          id.toString(),
          "the id of a service of this infrastructure",
          "Make the service in this infrastructure first.");
    }
    if (asked.retentionDays() != null) {
      violations.addAll(LogHouse.retentionViolations(asked.retentionDays()));
    }
    return null;
  }

  /** A shorter retention drops logs: it is never what nobody has said. */
  private static int retentionDays(InfrastructureRow row, UUID service, @Nullable Integer asked) {
    if (asked != null) {
      return asked;
    }
    return row.spec()
        .logHouseIn(service)
        .map(LogHouse::retentionDays)
        .orElse(LogHouse.DEFAULT_RETENTION_DAYS);
  }

  /**
   * @param service one of this infrastructure, as it is held
   * @throws Refusal 409 if it cannot keep logs as it is
   */
  static void refuseIfUnfit(InfrastructureRow row, Candidate service) {
    Violations violations = new Violations();
    if (service.beingDeleted()) {
      violations.add(
          SERVICE,
          "being-deleted",
          "a service that is being deleted",
          "one that stays",
          "Choose another one.");
    } else if (!service.toRun() && row.spec().logHouseIn(service.id()).isEmpty()) {
      violations.add(
          SERVICE,
          "service-not-running",
          "a service that is asked not to run, and is " + service.state(),
          "one that is asked to run, since it gets a table for the logs",
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
    List<Violation> all = violations.list();
    if (!all.isEmpty()) {
      Violation first = all.getFirst();
      throw Refusal.of(409, first.code(), first.message(), Refusal.details(all));
    }
  }
}
