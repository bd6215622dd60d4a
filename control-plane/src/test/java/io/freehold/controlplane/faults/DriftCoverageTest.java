package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Observation;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No kind can compare a field that no test of drift changes. */
class DriftCoverageTest {
  /** What is compared and can be mended, and yet not be changed from outside and mended again. */
  private static final Map<String, String> UNREACHABLE =
      Map.of(
          "EksCluster.version",
          "goes upwards only, and from the version that was asked for nothing leads back",
          "NodeGroup.version",
          "the same",
          "LaunchTemplate.securityGroupIds",
          "nodes follow a changed default before it is mended, and without its groups never join");

  private final Map<String, Object> values = new HashMap<>();
  private final SortedSet<String> compared = new TreeSet<>();

  @Test
  void every_field_that_a_diff_compares_and_an_update_mends_is_changed_by_somebody() {
    try (Rig rig = Rig.steady()) {
      Invariants.ready(rig);
      Map<String, LedgerEntry> entries = new HashMap<>();
      rig.ledger.entries().forEach(entry -> entries.put(entry.node(), entry));
      for (Node<Clouds, ?, ?, ?> node : rig.graph().nodes()) {
        if (entries.containsKey(node.name()) && node.type() instanceof AwsType<?, ?>) {
          look(rig, node, entries.get(node.name()).externalId().orElseThrow());
        }
      }
      TreeSet<String> changed = new TreeSet<>();
      for (OutsideChange change : OutsideChange.all()) {
        changed.add(named(entries.get(change.node()).kind(), change.field()));
      }
      TreeSet<String> untried = new TreeSet<>(compared);
      untried.removeAll(changed);
      assertThat(untried).as("fields that nobody changes").isEqualTo(UNREACHABLE.keySet());
    }
  }

  /** One name for all the policies of a role. */
  private static String named(String kind, String field) {
    return kind + "." + field.replaceFirst("(?<=^inlinePolicies)\\..*", "");
  }

  /** The fields of a thing of which nothing is as it was. */
  private <X, D, O> void look(Rig rig, Node<Clouds, X, D, O> node, String id) {
    rig.clock.advance(Duration.ofSeconds(1)); // no request limit is near
    X session = node.place().session().apply(rig.clouds());
    Observation<O> seen = node.type().observe(session, Set.of(id)).get(id);
    assertThat(seen).as(node.name()).isInstanceOf(Observation.Present.class);
    O there = ((Observation.Present<O>) seen).value();
    values.put(node.name(), there);
    Optional<D> desired = node.desired().apply(name -> Optional.ofNullable(values.get(name)));
    assertThat(desired).as("what is desired of " + node.name()).isPresent();
    for (Diff.Change change : node.type().diff(desired.orElseThrow(), unlike(there)).changes()) {
      if (change.impact() != Impact.REPLACE) {
        compared.add(named(node.type().kind(), change.field()));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <O> O unlike(O there) {
    try {
      RecordComponent[] components = there.getClass().getRecordComponents();
      Object[] other = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        other[i] = unlike(components[i], components[i].getAccessor().invoke(there));
      }
      Constructor<?> constructor =
          there
              .getClass()
              .getDeclaredConstructor(
                  Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      return (O) constructor.newInstance(other);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object unlike(RecordComponent component, Object value) {
    return switch (value) {
      case String text when text.matches("\\d+\\.\\d+") ->
          text.replaceAll("\\d+$", "")
              + (Integer.parseInt(text.substring(text.indexOf('.') + 1)) - 1);
      case String text when text.matches("\\d+") -> Long.toString(Long.parseLong(text) + 1);
      case String text -> text + "-other";
      case Boolean flag -> !flag;
      case Record part -> unlike(part);
      case Enum<?> one -> another(one);
      case Duration time -> time.plusSeconds(1);
      case Integer number -> number + 1;
      case Long number -> number + 1;
      case Optional<?> maybe -> maybe.isPresent() ? Optional.empty() : Optional.of(some(component));
      case SortedSet<?> set -> new TreeSet<>(set.isEmpty() ? Set.of("other") : Set.of());
      case Set<?> set -> set.isEmpty() ? Set.of("other") : Set.of();
      case List<?> list -> list.isEmpty() ? List.of("other") : List.of();
      case Map<?, ?> map -> map.isEmpty() ? Map.of("other", "other") : Map.of();
      default -> throw new AssertionError("a component that is not understood: " + component);
    };
  }

  private static Object another(Enum<?> one) {
    Object[] all = one.getDeclaringClass().getEnumConstants();
    return all[(one.ordinal() + 1) % all.length];
  }

  private static Object some(RecordComponent component) {
    return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            == Failure.class
        ? Failure.refused(Failure.Kind.INVALID, "Other", "other")
        : "other";
  }
}
