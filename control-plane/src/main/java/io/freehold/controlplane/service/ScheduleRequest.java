package io.freehold.controlplane.service;

import io.freehold.controlplane.web.Body;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.model.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body with which a scaling schedule is made or replaced. */
record ScheduleRequest(@Nullable List<Entry> entries) {

  /** The id and whether it is active are ours: clients that send back what they read may. */
  record Entry(
      @Nullable String id,
      @Nullable String name,
      @Nullable List<Integer> weekdays,
      @Nullable Integer startHourUtc,
      @Nullable Integer endHourUtc,
      @Nullable String autoscalingMode,
      @Nullable Integer minReplicaMemoryGb,
      @Nullable Integer maxReplicaMemoryGb,
      @Nullable Integer numReplicas,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes,
      @Nullable Boolean isActiveNow) {}

  /** The schedule; every rule that it breaks is noted with the body. */
  static ScalingSchedule read(Body<ScheduleRequest> body, ServiceSpec base) {
    Violations violations = body.violations();
    body.require("entries", "a list of entries; an empty one clears the schedule");
    List<Entry> asked = Objects.requireNonNullElse(body.value().entries(), List.of());
    List<ScalingSchedule.Entry> entries = new ArrayList<>();
    int before = violations.list().size();
    for (int i = 0; i < asked.size(); i++) {
      entries.add(entry("entries[" + i + "].", asked.get(i), violations));
    }
    ScalingSchedule schedule = new ScalingSchedule(entries);
    if (violations.list().size() == before) {
      violations.addAll(schedule.violations(base));
    }
    return schedule;
  }

  private static ScalingSchedule.Entry entry(String path, Entry asked, Violations violations) {
    require(path + "name", asked.name(), "a name", violations);
    require(path + "weekdays", asked.weekdays(), "days of the week", violations);
    require(path + "startHourUtc", asked.startHourUtc(), "an hour, 0 to 23", violations);
    require(path + "endHourUtc", asked.endHourUtc(), "an hour, 1 to 24", violations);
    return new ScalingSchedule.Entry(
        UUID.randomUUID(),
        Objects.requireNonNullElse(asked.name(), "-"),
        Objects.requireNonNullElse(asked.weekdays(), List.of()),
        Objects.requireNonNullElse(asked.startHourUtc(), 0),
        Objects.requireNonNullElse(asked.endHourUtc(), 1),
        replicas(path, asked, violations),
        asked.minReplicaMemoryGb(),
        asked.maxReplicaMemoryGb(),
        asked.idleScaling(),
        asked.idleTimeoutMinutes());
  }

  private static @Nullable Integer replicas(String path, Entry asked, Violations violations) {
    ServiceSpecReader.mode(path, asked.autoscalingMode(), violations);
    if (asked.numReplicas() == null && asked.minReplicas() == null && asked.maxReplicas() == null) {
      return null;
    }
    return ServiceSpecReader.replicas(
        path, asked.numReplicas(), asked.minReplicas(), asked.maxReplicas(), 1, violations);
  }

  private static void require(
      String field, @Nullable Object value, String needed, Violations violations) {
    boolean known = violations.list().stream().anyMatch(one -> one.field().startsWith(field));
    if (value == null && !known) {
      violations.add(field, "field-missing", null, needed);
    }
  }
}
