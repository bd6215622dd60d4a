package io.freehold.protocol.service;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * At which hours of the week a service is of another size.
 *
 * @param baseConfig what holds while no entry is active; with nothing in it once the schedule was
 *     cleared
 * @param activeEntryId null while none is active
 */
public record ScalingSchedule(
    List<Entry> entries, Otherwise baseConfig, @Nullable String activeEntryId) {
  public ScalingSchedule {
    entries = List.copyOf(Objects.requireNonNullElse(entries, List.of()));
  }

  /**
   * Some hours of the week. What is null is as the base has it.
   *
   * @param weekdays on which it begins; 0 is Sunday
   * @param endHourUtc exclusive; below the start it is an hour of the next day
   * @param minReplicas the fixed number of replicas; the same as the other bound
   */
  public record Entry(
      String id,
      String name,
      List<Integer> weekdays,
      int startHourUtc,
      int endHourUtc,
      String autoscalingMode,
      @Nullable Integer minReplicaMemoryGb,
      @Nullable Integer maxReplicaMemoryGb,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes,
      boolean isActiveNow) {
    public Entry {
      weekdays = List.copyOf(Objects.requireNonNullElse(weekdays, List.of()));
    }
  }

  /** The size that holds while no entry is active. */
  public record Otherwise(
      @Nullable String autoscalingMode,
      @Nullable Integer minReplicaMemoryGb,
      @Nullable Integer maxReplicaMemoryGb,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes) {
    /** Of a schedule that is no more. */
    public static final Otherwise NONE = new Otherwise(null, null, null, null, null, null, null);
  }
}
