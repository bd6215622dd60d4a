package io.freehold.kernel.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The observed record of something that was added earlier. It can be had from nowhere but a graph,
 * and so a graph has no cycles.
 *
 * @param <O> the observed record
 */
public sealed interface Ref<O> {

  /** The value, once everything that it stands for is present. */
  Optional<O> in(Values values);

  /** The nodes that it stands for. */
  Set<String> nodes();

  /**
   * The same as soon as it is there, be it not usable yet: for what waits for it by itself. The
   * dependency is the same, and so is the order in which both go.
   */
  Ref<O> onceThere();

  /** A part of the value, with the same dependencies. */
  default <R> Ref<R> map(Function<O, R> part) {
    return new Part<>(this, part);
  }

  /** This and another, as one. */
  default <P, R> Ref<R> with(Ref<P> other, BiFunction<O, P, R> both) {
    return new Both<>(this, other, both);
  }

  /** The same, once another is there too, of which nothing is needed but that. */
  default Ref<O> after(Ref<?> other) {
    return with(other, (own, any) -> own);
  }

  /** The same node, for what need not wait for it, and yet has to be taken down before it. */
  default Ref<Boolean> unawaited() {
    return new Unawaited(this);
  }

  /** Several of one kind, as one. */
  static <O> Ref<List<O>> all(List<? extends Ref<? extends O>> refs) {
    return new All<>(List.copyOf(refs));
  }

  /** What a pass knows of each node. */
  interface Values {
    Optional<Object> of(String node);

    /** The same of one that need not be usable yet. */
    default Optional<Object> there(String node) {
      return of(node);
    }
  }

  /**
   * One node.
   *
   * @param usable whether it has to be, or need only be there
   */
  record One<O>(String node, boolean usable) implements Ref<O> {
    @Override
    @SuppressWarnings("unchecked") // made by the graph together with the node's resource type
    public Optional<O> in(Values values) {
      return (usable ? values.of(node) : values.there(node)).map(value -> (O) value);
    }

    @Override
    public Set<String> nodes() {
      return Set.of(node);
    }

    @Override
    public Ref<O> onceThere() {
      return new One<>(node, false);
    }
  }

  /** A part of another's value. */
  record Part<A, O>(Ref<A> whole, Function<A, O> part) implements Ref<O> {
    @Override
    public Optional<O> in(Values values) {
      return whole.in(values).map(part);
    }

    @Override
    public Set<String> nodes() {
      return whole.nodes();
    }

    @Override
    public Ref<O> onceThere() {
      return new Part<>(whole.onceThere(), part);
    }
  }

  /** A node that stands only for its place in the order. */
  record Unawaited(Ref<?> other) implements Ref<Boolean> {
    @Override
    public Optional<Boolean> in(Values values) {
      return Optional.of(true);
    }

    @Override
    public Set<String> nodes() {
      return other.nodes();
    }

    @Override
    public Ref<Boolean> onceThere() {
      return this;
    }
  }

  /** Two values together. */
  record Both<A, B, O>(Ref<A> a, Ref<B> b, BiFunction<A, B, O> both) implements Ref<O> {
    @Override
    public Optional<O> in(Values values) {
      return a.in(values).flatMap(x -> b.in(values).map(y -> both.apply(x, y)));
    }

    @Override
    public Set<String> nodes() {
      Set<String> nodes = new LinkedHashSet<>(a.nodes());
      nodes.addAll(b.nodes());
      return nodes;
    }

    @Override
    public Ref<O> onceThere() {
      return new Both<>(a.onceThere(), b.onceThere(), both);
    }
  }

  /** Several nodes, in the order given. */
  record All<O>(List<Ref<? extends O>> refs) implements Ref<List<O>> {
    @Override
    public Optional<List<O>> in(Values values) {
      List<O> found = new ArrayList<>();
      for (Ref<? extends O> ref : refs) {
        Optional<? extends O> value = ref.in(values);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        found.add(value.get());
      }
      return Optional.of(List.copyOf(found));
    }

    @Override
    public Set<String> nodes() {
      Set<String> nodes = new LinkedHashSet<>();
      refs.forEach(ref -> nodes.addAll(ref.nodes()));
      return nodes;
    }

    @Override
    public Ref<List<O>> onceThere() {
      return Ref.all(refs.stream().map(Ref::onceThere).toList());
    }
  }
}
