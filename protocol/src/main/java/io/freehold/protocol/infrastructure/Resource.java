package io.freehold.protocol.infrastructure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One node of an infrastructure's graph.
 *
 * @param node its name in the graph, like {@code nat-a}
 * @param kind what it is, like {@code nat-gateway}
 * @param externalId its id in AWS or Kubernetes; null while it has none
 * @param state like {@code waiting}, {@code creating} or {@code ready}
 * @param dependsOn the nodes that come before it
 * @param since when it came into this state
 * @param message why it is in this state, for people; null where the state says it all
 * @param secondsExpected what its present work usually takes; null where that is not known
 */
public record Resource(
    String node,
    String kind,
    @Nullable String externalId,
    String state,
    List<String> dependsOn,
    @Nullable Instant since,
    @Nullable String message,
    @Nullable Long secondsExpected) {
  public Resource {
    dependsOn = List.copyOf(Objects.requireNonNullElse(dependsOn, List.of()));
  }
}
