package io.freehold.kernel.graph;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which things there are and in which order. Forwards the list brings everything up, backwards it
 * takes everything down. The parameters of a lambda are the edges: a value cannot be used without
 * declaring the dependency, and none is declared for nothing.
 *
 * <pre>{@code
 * var aws = graph.in(CUSTOMER);
 * var vpc = aws.add("vpc", Vpc.TYPE, () -> new Vpc(cidr));
 * var subnet = aws.add("subnet", Subnet.TYPE, vpc, v -> new Subnet(v.id(), first));
 * }</pre>
 *
 * @param <C> all the clouds in which its things live
 */
public final class ResourceGraph<C> {
  private final Map<String, Node<C, ?, ?, ?>> nodes = new LinkedHashMap<>();
  private final List<Sweep<C>> sweeps = new ArrayList<>();

  /** Where the next things are added. */
  public <X> Section<C, X> in(Place<C, X> place) {
    return new Section<>(this, place, true);
  }

  /** All nodes, each after everything it depends on. */
  public List<Node<C, ?, ?, ?>> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The node of that name, if the graph declares it. */
  public Optional<Node<C, ?, ?, ?>> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** Where in the ledger nothing stays that no node declares. */
  public List<Sweep<C>> sweeps() {
    return List.copyOf(sweeps);
  }

  /** A picture of the graph; the golden files in {@code docs/graphs} hold it. */
  public String toMermaid() {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (Node<C, ?, ?, ?> node : nodes.values()) {
      String shape =
          switch (node.role()) {
            case Node.Wanted() -> "[\"%s<br/>%s\"]";
            case Node.Unwanted() -> "[/\"%s<br/>%s\"/]";
            case Node.Adopted(String id) -> "[[\"%s<br/>%s\"]]";
          };
      text.append("  ")
          .append(node.name())
          .append(shape.formatted(node.name(), node.type().kind()))
          .append('\n');
      node.dependsOn().stream()
          .sorted()
          .forEach(from ->
              text.append("  ").append(from).append(" --> ").append(node.name()).append('\n'));
    }
    return text.toString();
  }

  private <O> Ref<O> put(Node<C, ?, ?, O> node) {
    if (nodes.putIfAbsent(node.name(), node) != null) {
      throw new IllegalArgumentException(
          "node %s: declared twice, needed one name for each thing".formatted(node.name()));
    }
    return new Ref.One<>(node.name(), true);
  }

  /**
   * Adds things of one place.
   *
   * @param <C> all the clouds
   * @param <X> the session of this place
   */
  public static final class Section<C, X> {
    private final ResourceGraph<C> graph;
    private final Place<C, X> place;
    private final boolean wanted;

    private Section(ResourceGraph<C> graph, Place<C, X> place, boolean wanted) {
      this.graph = graph;
      this.place = place;
      this.wanted = wanted;
    }

    /**
     * The same place, for things that are wanted only under a condition. What is unwanted is
     * deleted, with all that depends on it.
     */
    public Section<C, X> onlyIf(boolean condition) {
      return new Section<>(graph, place, wanted && condition);
    }

    public <D, O> Ref<O> add(String name, ResourceType<X, D, O> type, Supplier<D> desired) {
      return put(name, type, List.of(), values -> Optional.of(desired.get()));
    }

    public <A, D, O> Ref<O> add(
        String name, ResourceType<X, D, O> type, Ref<A> a, Function<A, D> desired) {
      return put(name, type, List.of(a), values -> a.in(values).map(desired));
    }

    public <A, B, D, O> Ref<O> add(
        String name, ResourceType<X, D, O> type, Ref<A> a, Ref<B> b, BiFunction<A, B, D> desired) {
      return put(name, type, List.of(a, b), a.with(b, desired)::in);
    }

    public <A, B, E, D, O> Ref<O> add(
        String name,
        ResourceType<X, D, O> type,
        Ref<A> a,
        Ref<B> b,
        Ref<E> c,
        Function3<A, B, E, D> desired) {
      return put(
          name,
          type,
          List.of(a, b, c),
          a.with(b, Two::new).with(c, (two, z) -> desired.apply(two.a(), two.b(), z))::in);
    }

    public <A, B, E, F, D, O> Ref<O> add(
        String name,
        ResourceType<X, D, O> type,
        Ref<A> a,
        Ref<B> b,
        Ref<E> c,
        Ref<F> d,
        Function4<A, B, E, F, D> desired) {
      return put(
          name,
          type,
          List.of(a, b, c, d),
          a.with(b, Two::new)
                  .with(
                      c.with(d, Two::new),
                      (ab, cd) -> desired.apply(ab.a(), ab.b(), cd.a(), cd.b()))
              ::in);
    }

    /** One thing for each key, named {@code prefix-key}. */
    public <K, D, O> Map<K, Ref<O>> addAll(
        String prefix, Collection<K> keys, ResourceType<X, D, O> type, Function<K, D> desired) {
      Map<K, Ref<O>> refs = new LinkedHashMap<>();
      keys.forEach(key -> refs.put(key, add(prefix + "-" + key, type, () -> desired.apply(key))));
      return refs;
    }

    /** One thing for each key, all of them depending on one other. */
    public <K, A, D, O> Map<K, Ref<O>> addAll(
        String prefix,
        Collection<K> keys,
        ResourceType<X, D, O> type,
        Ref<A> a,
        BiFunction<K, A, D> desired) {
      Map<K, Ref<O>> refs = new LinkedHashMap<>();
      keys.forEach(
          key -> refs.put(key, add(prefix + "-" + key, type, a, x -> desired.apply(key, x))));
      return refs;
    }

    /** Like {@link #add}, for something that is wanted only under a condition. */
    public <D, O> Ref<O> addIf(
        boolean condition, String name, ResourceType<X, D, O> type, Supplier<D> desired) {
      return onlyIf(condition).add(name, type, desired);
    }

    /** Like {@link #add}, for something that is wanted only under a condition. */
    public <A, D, O> Ref<O> addIf(
        boolean condition,
        String name,
        ResourceType<X, D, O> type,
        Ref<A> a,
        Function<A, D> desired) {
      return onlyIf(condition).add(name, type, a, desired);
    }

    /** Something of somebody else's: looked at, never changed, never deleted. */
    public <D, O> Ref<O> adopt(String name, ResourceType<X, D, O> type, String externalId) {
      return adopt(name, type, externalId, there -> Optional.empty());
    }

    /**
     * The same, for something that has to be as we need it: where it is not, that is reported as
     * the node's failure. What builds on it goes on: it is for its owner to mend.
     *
     * @param unfit why it cannot serve as it is; empty where it can
     */
    public <D, O> Ref<O> adopt(
        String name,
        ResourceType<X, D, O> type,
        String externalId,
        Function<O, Optional<Failure>> unfit) {
      return adopt(name, type, externalId, unfit, Optional.empty());
    }

    /**
     * The same, for something that its owner may have to make yet. What builds on it waits for it;
     * a plan goes by how it will be.
     */
    public <D, O> Ref<O> adopt(
        String name,
        ResourceType<X, D, O> type,
        String externalId,
        Function<O, Optional<Failure>> unfit,
        Node.Awaited<O> awaited) {
      return adopt(name, type, externalId, unfit, Optional.of(awaited));
    }

    private <D, O> Ref<O> adopt(
        String name,
        ResourceType<X, D, O> type,
        String externalId,
        Function<O, Optional<Failure>> unfit,
        Optional<Node.Awaited<O>> awaited) {
      return graph.put(
          new Node<>(
              name,
              place,
              type,
              Set.of(),
              new Node.Adopted(externalId),
              values -> Optional.empty(),
              unfit,
              awaited));
    }

    /**
     * A node that earlier releases had: deleted where it still is. Stays declared for two releases.
     */
    public <D, O> void retire(String name, ResourceType<X, D, O> type) {
      onlyIf(false).put(name, type, List.of(), values -> Optional.empty());
    }

    /**
     * Whatever stands in the ledger under a prefix, and is declared by no node, is deleted: for
     * things whose list comes from outside the program, which could not retire each of them by
     * name.
     *
     * @param prefix of node names
     * @param types every kind that may be found there, all of this place
     * @param keptKinds those of them that are left in place, since data would go with them
     */
    public void sweep(
        String prefix, Collection<? extends ResourceType<X, ?, ?>> types, Set<String> keptKinds) {
      Kinds<C> kinds = new Kinds<>();
      types.forEach(type -> kinds.with(place, type));
      graph.sweeps.add(new Sweep<>(prefix, kinds, keptKinds));
    }

    private <D, O> Ref<O> put(
        String name,
        ResourceType<X, D, O> type,
        List<Ref<?>> refs,
        Function<Ref.Values, Optional<D>> desired) {
      Set<String> dependsOn = new LinkedHashSet<>();
      refs.forEach(ref -> dependsOn.addAll(ref.nodes()));
      List<String> unknown = new ArrayList<>(dependsOn);
      unknown.removeAll(graph.nodes.keySet());
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "node %s: refers to %s of another graph".formatted(name, unknown));
      }
      boolean all =
          wanted
              && dependsOn.stream()
                  .noneMatch(other ->
                      graph
                          .node(other)
                          .map(Node::role)
                          .filter(Node.Unwanted.class::isInstance)
                          .isPresent());
      return graph.put(
          new Node<>(
              name,
              place,
              type,
              dependsOn,
              all ? new Node.Wanted() : new Node.Unwanted(),
              desired,
              there -> Optional.empty(),
              Optional.empty()));
    }
  }

  private record Two<A, B>(A a, B b) {}

  /** A function of three values. */
  @FunctionalInterface
  public interface Function3<A, B, C, R> {
    R apply(A a, B b, C c);
  }

  /** A function of four values. */
  @FunctionalInterface
  public interface Function4<A, B, C, D, R> {
    R apply(A a, B b, C c, D d);
  }
}
