package io.freehold.kernel.graph;

import io.freehold.kernel.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every kind that may stand in a ledger, by place and name: what deletion needs, since it runs from
 * the ledger and calls no lambda of a graph.
 *
 * @param <C> all the clouds
 */
public final class Kinds<C> {
  private final Map<String, Binding<C, ?, ?, ?>> byName = new LinkedHashMap<>();

  /** A kind, with the place it lives in. */
  public record Binding<C, X, D, O>(Place<C, X> place, ResourceType<X, D, O> type) {}

  /** Makes a kind known. */
  public <X, D, O> Kinds<C> with(Place<C, X> place, ResourceType<X, D, O> type) {
    byName.put(key(place.name(), type.kind()), new Binding<>(place, type));
    return this;
  }

  /** Makes every kind of a graph known. */
  public Kinds<C> withAllOf(ResourceGraph<C> graph) {
    graph.nodes().forEach(this::with);
    return this;
  }

  /** Makes known what another knows. */
  public Kinds<C> withAllOf(Kinds<C> other) {
    byName.putAll(other.byName);
    return this;
  }

  private <X, D, O> void with(Node<C, X, D, O> node) {
    with(node.place(), node.type());
  }

  /** The kind of that name at that place, if it is known. */
  public Optional<Binding<C, ?, ?, ?>> find(String place, String kind) {
    return Optional.ofNullable(byName.get(key(place, kind)));
  }

  private static String key(String place, String kind) {
    return place + "/" + kind;
  }
}
