package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What goes on with stacks, in the order of time. Used under the world's lock. */
final class Operations {
  private final World world;
  private final Map<String, Operation> byStack = new LinkedHashMap<>();

  Operations(World world) {
    this.world = world;
  }

  /** Begins one, in the place of whatever goes on with that stack. */
  void begin(Operation operation) {
    byStack.put(operation.job().stackId(), operation);
  }

  /** Ends what goes on with a stack; what it did stays done. */
  void cancel(String stackId) {
    byStack.remove(stackId);
  }

  /** Does everything that is due by now. */
  void catchUp() {
    if (byStack.isEmpty()) {
      return;
    }
    Instant now = world.now();
    Optional<Operation> next = next(now);
    while (next.isPresent()) {
      Operation operation = next.get();
      try {
        operation.step();
      } finally {
        // Over, or broken by a fault of this program, which is not to come up at every call.
        if (operation.due().isEmpty()) {
          byStack.remove(operation.job().stackId());
        }
      }
      next = next(now);
    }
  }

  private Optional<Operation> next(Instant now) {
    return byStack.values().stream()
        .filter(operation -> !due(operation).isAfter(now))
        .min(Comparator.comparing(Operations::due));
  }

  private static Instant due(Operation operation) {
    return operation.due().orElseThrow();
  }
}
