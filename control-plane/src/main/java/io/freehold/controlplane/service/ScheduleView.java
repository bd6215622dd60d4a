package io.freehold.controlplane.service;

import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.service.ScalingSchedule.Entry;
import io.freehold.protocol.service.ScalingSchedule.Otherwise;
import java.time.Instant;
import java.util.Optional;

/** A scaling schedule as clients see it. */
final class ScheduleView {
  private ScheduleView() {}

  static io.freehold.protocol.service.ScalingSchedule of(
      ScalingSchedule schedule, ServiceSpec base, Instant now) {
    Optional<ScalingSchedule.Entry> active = schedule.activeAt(now);
    return new io.freehold.protocol.service.ScalingSchedule(
        schedule.entries().stream()
            .map(entry -> shown(entry, active.filter(entry::equals).isPresent()))
            .toList(),
        new Otherwise(
            ServiceView.VERTICAL,
            base.minReplicaMemoryGb(),
            base.maxReplicaMemoryGb(),
            base.replicas(),
            base.replicas(),
            base.idleScaling(),
            base.idleTimeoutMinutes()),
        active.map(entry -> entry.id().toString()).orElse(null));
  }

  private static Entry shown(ScalingSchedule.Entry entry, boolean active) {
    return new Entry(
        entry.id().toString(),
        entry.name(),
        entry.weekdays(),
        entry.startHourUtc(),
        entry.endHourUtc(),
        ServiceView.VERTICAL,
        entry.minReplicaMemoryGb(),
        entry.maxReplicaMemoryGb(),
        entry.replicas(),
        entry.replicas(),
        entry.idleScaling(),
        entry.idleTimeoutMinutes(),
        active);
  }
}
