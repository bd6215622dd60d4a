package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.model.infrastructure.InfrastructureSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The conditions of a service that speak of what is asked for alone, and so are right at once. They
 * are kept for the time of their last change: by whoever asks for something, and by every pass.
 */
final class AskedConditions {
  static final Set<String> TYPES = Set.of(AccessRestriction.TYPE, MemoryRange.TYPE);

  private AskedConditions() {}

  /**
   * As they are once something else was asked of the service just now.
   *
   * @param before as they were until then
   */
  static List<Condition> changed(
      ServiceRow row, List<Condition> before, InfrastructureSpec place, Instant now) {
    return all(before, AccessRestriction.of(row, place, now), MemoryRange.of(row, now, now));
  }

  /**
   * As they are by now, for whatever other reason: of a service nothing but its way in depends on
   * its infrastructure, and entries of its schedule begin and end at whole hours.
   *
   * @param asked when something else was last asked of the infrastructure
   */
  static List<Condition> now(ServiceRow row, InfrastructureSpec place, Instant asked, Instant now) {
    return all(
        row.conditions(),
        AccessRestriction.of(row, place, asked),
        MemoryRange.of(row, now, now.truncatedTo(ChronoUnit.HOURS)));
  }

  /** What passes found of it. */
  static List<Condition> without(List<Condition> all) {
    return all.stream().filter(one -> !TYPES.contains(one.type())).toList();
  }

  private static List<Condition> all(
      List<Condition> before, Condition access, Optional<Condition> memory) {
    return Stream.concat(Stream.of(access), memory.stream())
        .map(fresh -> fresh.after(before))
        .toList();
  }
}
