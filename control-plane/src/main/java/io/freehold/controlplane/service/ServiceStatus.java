package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.protocol.infrastructure.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a pass found.
 *
 * @param observedGeneration the generation that the pass worked for: a state of an earlier one than
 *     what is asked for by now is not shown
 */
public record ServiceStatus(
    UUID id,
    ServiceState state,
    long observedGeneration,
    List<Condition> conditions,
    List<Resource> nodes) {

  /** The same, with one more condition. */
  ServiceStatus with(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(condition);
    return new ServiceStatus(id, state, observedGeneration, List.copyOf(all), nodes);
  }
}
