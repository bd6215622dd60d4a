package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.kubernetes.service.ServerStanding;
import java.util.Optional;

/**
 * Which of the public API's fourteen states a service is in: the tables of {@code
 * docs/service-states.md}, as code. Nothing else decides it.
 */
final class ServiceStates {
  private ServiceStates() {}

  /**
   * What a pass found.
   *
   * @param settled everything is as asked for: size, configuration, schema and readiness by the
   *     operator's conditions, and all the rest of the service's graph
   * @param needsSomebody something failed that does not pass by itself
   * @param failed something failed
   * @param servers how they stand, as far as it was looked at
   */
  record Seen(boolean settled, boolean needsSomebody, boolean failed, ServerStanding servers) {}

  /** Where a deletion stands. */
  static ServiceState deleting(DataDecision data, boolean gone) {
    return switch (data) {
      case RETAIN -> gone ? ServiceState.SOFTDELETED : ServiceState.SOFTDELETING;
      case DELETE -> gone ? ServiceState.TERMINATED : ServiceState.TERMINATING;
    };
  }

  /**
   * The state after a pass that brings it to what is asked for.
   *
   * @param before the state so far
   * @param ranBefore whether it was ever running
   */
  static ServiceState after(Wanted wanted, ServiceState before, boolean ranBefore, Seen seen) {
    return switch (wanted) {
      case STOPPED -> seen.settled() ? ServiceState.STOPPED : ServiceState.STOPPING;
      case ASLEEP -> ServiceState.IDLE;
      case RUNNING -> {
        if (seen.settled()) {
          yield ServiceState.RUNNING;
        }
        yield ranBefore ? risen(before, seen) : rising(seen);
      }
    };
  }

  /** It never ran yet. */
  private static ServiceState rising(Seen seen) {
    return seen.needsSomebody() ? ServiceState.FAILED : ServiceState.PROVISIONING;
  }

  /** It ran before, and is to run. */
  private static ServiceState risen(ServiceState before, Seen seen) {
    return switch (before) {
      case STARTING, AWAKING -> before;
      case STOPPED, STOPPING -> ServiceState.STARTING;
      case IDLE -> ServiceState.AWAKING;
      case PROVISIONING,
          RUNNING,
          PARTIALLY_RUNNING,
          DEGRADED,
          FAILED,
          SOFTDELETING,
          SOFTDELETED,
          TERMINATING,
          TERMINATED -> {
        if (seen.needsSomebody()) {
          yield ServiceState.DEGRADED;
        }
        if (seen.failed()) {
          yield before;
        }
        yield seen.servers() == ServerStanding.NONE_READY
            ? ServiceState.STARTING
            : ServiceState.PARTIALLY_RUNNING;
      }
    };
  }

  /**
   * Whether a command changes nothing and is taken all the same: {@code awake} of what is awake or
   * wakes up. The public API's <a
   * href="https://github.com/ClickHouse/terraform-provider-clickhouse/blob/main/internal/api/service.go">Terraform
   * provider</a> says it before whatever needs servers, and takes that for granted.
   */
  static boolean isNothing(Command command, ServiceState now) {
    return command == Command.AWAKE
        && switch (now) {
          case RUNNING, PARTIALLY_RUNNING, DEGRADED, STARTING, AWAKING -> true;
          case PROVISIONING,
              FAILED,
              IDLE,
              STOPPING,
              STOPPED,
              SOFTDELETING,
              SOFTDELETED,
              TERMINATING,
              TERMINATED ->
              false;
        };
  }

  /** The state at once after a command that is not refused. */
  static ServiceState told(Command command, ServiceState now) {
    return switch (command) {
      case STOP -> ServiceState.STOPPING;
      case START -> now == ServiceState.FAILED ? now : ServiceState.STARTING;
      case AWAKE -> now == ServiceState.FAILED ? now : ServiceState.AWAKING;
    };
  }

  /** Why a command is refused in a state: the code of the answer. Empty where it is not. */
  static Optional<String> refusal(Command command, ServiceState now) {
    if (isNothing(command, now)) {
      return Optional.empty();
    }
    return switch (now) {
      case STOPPED -> command == Command.STOP ? Optional.of("already-stopped") : Optional.empty();
      case STOPPING -> command == Command.STOP ? Optional.of("already-stopping") : Optional.empty();
      case PROVISIONING, STARTING, AWAKING ->
          command == Command.STOP ? Optional.empty() : Optional.of("already-starting");
      case RUNNING, PARTIALLY_RUNNING, DEGRADED ->
          command == Command.STOP ? Optional.empty() : Optional.of("already-running");
      case IDLE, FAILED -> Optional.empty();
      case SOFTDELETING, SOFTDELETED, TERMINATING, TERMINATED -> Optional.of("being-deleted");
    };
  }

  /** Whether nothing of it is left but, perhaps, its data. */
  static boolean isGone(ServiceState state) {
    return state == ServiceState.SOFTDELETED || state == ServiceState.TERMINATED;
  }

  /** Whether it may be deleted: nothing of it runs. */
  static boolean isAtRest(ServiceState state) {
    return switch (state) {
      case STOPPED, FAILED, SOFTDELETING, SOFTDELETED, TERMINATING, TERMINATED -> true;
      case PROVISIONING, STARTING, AWAKING, RUNNING, PARTIALLY_RUNNING, DEGRADED, IDLE, STOPPING ->
          false;
    };
  }
}
