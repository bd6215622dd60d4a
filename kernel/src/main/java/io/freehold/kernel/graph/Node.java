package io.freehold.kernel.graph;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.ResourceType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One thing of a graph.
 *
 * @param name unique in the graph; a renamed node is another thing
 * @param place where it lives
 * @param type how it is observed, created, compared, updated and deleted
 * @param dependsOn the nodes whose values its desired record needs
 * @param role what is done about it
 * @param desired builds the desired record once all it depends on is present, else empty
 * @param unfit why something of somebody else's cannot serve as it is; empty where it can
 * @param awaited what is known of something of somebody else's that may not be there yet; empty
 *     where it has to be
 */
public record Node<C, X, D, O>(
    String name,
    Place<C, X> place,
    ResourceType<X, D, O> type,
    Set<String> dependsOn,
    Role role,
    Function<Ref.Values, Optional<D>> desired,
    Function<O, Optional<Failure>> unfit,
    Optional<Awaited<O>> awaited) {

  /** What is done about a node. */
  public sealed interface Role {}

  /** Brought to its desired state. */
  public record Wanted() implements Role {}

  /** Deleted if it is there: switched off, or retired from the graph. */
  public record Unwanted() implements Role {}

  /** Somebody else's: looked at, never changed, never deleted. */
  public record Adopted(String externalId) implements Role {}

  /**
   * What somebody else has to make.
   *
   * @param missing told while it is not there
   * @param imagined as it will be, for plans
   */
  public record Awaited<O>(Failure missing, O imagined) {}

  public Node {
    dependsOn = Set.copyOf(dependsOn);
  }
}
