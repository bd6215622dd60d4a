package io.freehold.simulator.cloudformation.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An order in which everything comes after what it needs. */
final class Sequencing {
  private Sequencing() {}

  /**
   * @param needs what each needs, by logical id
   * @throws io.freehold.simulator.aws.call.Refusal where there is none
   */
  static List<String> of(Map<String, Set<String>> needs) {
    List<String> order = new ArrayList<>();
    Map<String, Set<String>> left = new LinkedHashMap<>(needs);
    while (!left.isEmpty()) {
      List<String> free =
          left.entrySet().stream()
              .filter(entry -> order.containsAll(entry.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (free.isEmpty()) {
        throw Wrong.invalid(
            "Circular dependency between resources: [" + String.join(", ", left.keySet()) + "]");
      }
      order.addAll(free);
      left.keySet().removeAll(free);
    }
    return order;
  }
}
