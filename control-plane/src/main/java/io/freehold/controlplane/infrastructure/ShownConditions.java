package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition.Status;
import io.freehold.protocol.infrastructure.Condition;
import java.util.List;

/** Conditions as clients see them. */
public final class ShownConditions {
  private ShownConditions() {}

  public static List<Condition> of(List<io.freehold.kernel.condition.Condition> conditions) {
    return conditions.stream()
        .map(condition ->
            new Condition(
                condition.type(),
                word(condition.status()),
                condition.reason(),
                condition.message(),
                condition.observedGeneration(),
                condition.lastTransitionTime()))
        .toList();
  }

  private static String word(Status status) {
    return switch (status) {
      case TRUE -> "True";
      case FALSE -> "False";
      case UNKNOWN -> "Unknown";
    };
  }
}
