package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.model.name.ShortName;
import io.freehold.model.service.ReleaseChannel;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Services as they may be stored. */
final class ServiceRows {
  private ServiceRows() {}

  /** One that was running before. */
  static ServiceRow of(
      Wanted wanted, ServiceState state, Instant runningAt, List<Condition> conditions) {
    return new ServiceRow(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        new ShortName("abcdefghij"),
        new ServiceSpec(
            "name", 2, 16, 16, ServiceSpec.EVERYWHERE, false, null, ReleaseChannel.DEFAULT),
        List.of(),
        "25.8.30.16",
        "0".repeat(64),
        wanted,
        1,
        Optional.empty(),
        state,
        1,
        conditions,
        List.of(),
        runningAt,
        Optional.of(runningAt),
        Optional.empty(),
        ScalingSchedule.NONE,
        16,
        List.of());
  }
}
