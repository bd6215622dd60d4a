package io.freehold.kubernetes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kubernetes.contract.Leaves.Leaf;
import io.freehold.kubernetes.resource.KubernetesFailures;
import io.freehold.kubernetes.resource.KubernetesKind.Observed;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that every kind keeps, on every Kubernetes: a subclass says on which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KindContract {
  private final AtomicInteger places = new AtomicInteger();
  private final List<Place> used = new ArrayList<>();
  Backend backend;

  abstract Backend start();

  @BeforeAll
  void begin() {
    backend = start().withDefinitions();
  }

  @AfterAll
  void end() {
    if (backend != null) {
      backend.close();
    }
  }

  static List<Sample> samples() {
    return Sample.all();
  }

  Place place(Sample sample) {
    Place place = new Place(backend.client(), sample, places.incrementAndGet());
    used.add(place);
    return place;
  }

  /** A cluster full of what earlier tests have made would answer ever more slowly. */
  @AfterEach
  void tidyUp() {
    used.forEach(Place::clear);
    used.clear();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void is_absent_before_its_creation(Sample sample) {
    assertThat(place(sample).look()).isInstanceOf(Observation.Absent.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void is_ours_after_its_creation_with_our_labels_and_no_diff(Sample sample) {
    Place place = place(sample);
    assertThat(place.create()).isEqualTo(place.id());
    assertThat(ownership(place.look())).isEqualTo(Ownership.OURS);
    assertThat(place.raw().getMetadata().getLabels())
        .containsEntry("clickhouse-byoc", "true")
        .containsEntry("clickhouse-byoc-infrastructure", "infrabcdef")
        .containsEntry("clickhouse-byoc-owner", "ownerbcdef")
        .containsEntry("clickhouse-byoc-node", Place.NODE)
        .containsAllEntriesOf(place.desired.labels());
    assertThat(place.diff().changes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void is_predicted_as_it_will_be(Sample sample) {
    Manifest desired = sample.at("any", "1");
    assertThat(sample.kind().diff(desired, sample.kind().predict(desired)).changes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void creating_it_again_changes_nothing(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    Map<String, Object> first = place.withoutStatus();
    assertThat(place.create()).isEqualTo(place.id());
    assertThat(place.withoutStatus()).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void somebody_elses_object_is_refused_and_left_alone(Sample sample) {
    Place place = place(sample);
    place.occupy();
    Map<String, Object> theirs = place.withoutStatus();
    assertThat(ownership(place.look())).isEqualTo(Ownership.FOREIGN);
    assertThat(catchThrowableOfType(FailureException.class, place::create))
        .satisfies(refused -> assertThat(refused.failure().kind()).isEqualTo(Failure.Kind.CONFLICT))
        .hasMessageContaining(place.desired.name());
    assertThat(place.withoutStatus()).isEqualTo(theirs);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void another_owner_of_ours_does_not_take_it_over(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    Place other = place.of(new Owner("anotherown"));
    assertThat(ownership(other.look())).isEqualTo(Ownership.FOREIGN);
    assertThat(catchThrowableOfType(FailureException.class, other::create).failure().kind())
        .isEqualTo(Failure.Kind.CONFLICT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void every_field_that_somebody_changes_is_found_and_mended_at_once(Sample sample) {
    assertThat(mended(sample, "changed", Leaf::change)).isNotNegative();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void every_field_that_somebody_takes_out_is_found_and_mended_at_once(Sample sample) {
    assertThat(mended(sample, "taken out", Leaf::remove)).isNotNegative();
  }

  /** How many fields the API let somebody else change. */
  private int mended(Sample sample, String what, BiPredicate<Leaf, Map<String, Object>> change) {
    Place place = place(sample);
    var ignored = place.create();
    int accepted = 0;
    List<String> refused = new ArrayList<>();
    List<Leaf> leaves = Leaves.of(place.desired.content());
    for (Leaf leaf : leaves) {
      try {
        if (!place.edit(tree -> change.test(leaf, tree))) {
          continue;
        }
      } catch (KubernetesClientException e) {
        // What the API itself does not allow nobody can do behind our back.
        assertThat(e.getCode()).as("%s %s: %s", leaf, what, e.getMessage()).isIn(400, 422);
        refused.add(leaf.toString());
        continue;
      }
      accepted++;
      boolean defaulted = leaf.in(place.there().object()).equals(leaf.in(place.desired.content()));
      if (!defaulted) {
        assertThat(place.diff().changes())
            .as("%s %s", leaf, what)
            .isNotEmpty()
            .allSatisfy(one -> assertThat(one.field()).startsWith(leaf.start()));
        place.update();
      }
      assertThat(place.diff().changes()).as("%s mended", leaf).isEmpty();
    }
    if (!leaves.isEmpty()) {
      assertThat(accepted)
          .as("of %d fields, refused: %s", leaves.size(), refused)
          .isGreaterThanOrEqualTo(leastAccepted(sample, leaves.size()));
    }
    return accepted;
  }

  /** Most of a storage class cannot be changed by anybody; of all others at least a quarter can. */
  private static int leastAccepted(Sample sample, int fields) {
    return sample.kind().equals(KubernetesKinds.STORAGE_CLASS) ? 1 : (fields + 3) / 4;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void an_item_that_somebody_adds_to_a_list_is_found_and_taken_out_at_once(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    for (List<Object> list : Leaves.listsOf(place.desired.content())) {
      try {
        if (!place.edit(tree -> Leaves.doubleFirst(tree, list))) {
          continue;
        }
      } catch (KubernetesClientException e) {
        assertThat(e.getCode()).as("%s: %s", list, e.getMessage()).isIn(400, 422);
        continue;
      }
      assertThat(place.diff().changes()).as("item added to %s", list).isNotEmpty();
      place.update();
      assertThat(place.diff().changes()).as("%s mended", list).isEmpty();
    }
  }

  /** Else it would be found, and written, at every look for ever. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_field_that_somebody_adds_is_theirs_or_is_found_and_taken_out_at_once(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    for (List<Object> object : Leaves.objectsOf(place.desired.content())) {
      if (object.contains("openAPIV3Schema")) {
        continue; // a schema has no room for it
      }
      try {
        // What is base64 as well: a value of a secret has to be.
        assertThat(place.edit(tree -> Leaves.add(tree, object, "theirs", "eWVz"))).isTrue();
      } catch (KubernetesClientException e) {
        assertThat(e.getCode()).as("%s: %s", object, e.getMessage()).isIn(400, 422);
        continue;
      }
      if (!place.diff().isEmpty()) {
        place.update();
        assertThat(place.diff().changes()).as("%s mended", object).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_diff_shows_no_value_of_a_secret(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    boolean hidden = sample.kind().equals(KubernetesKinds.SECRET);
    for (Leaf leaf : Leaves.of(place.desired.content())) {
      Manifest desired = place.desired;
      Map<String, Object> other = Leaves.copy(desired.content());
      assertThat(leaf.change(other)).isTrue();
      Diff diff =
          sample
              .kind()
              .diff(
                  Manifest.of(desired.namespace(), desired.name(), other)
                      .withLabels(desired.labels()),
                  place.there());
      assertThat(diff.changes())
          .filteredOn(one -> !one.field().startsWith("metadata."))
          .as(leaf.toString())
          .isNotEmpty()
          .allSatisfy(one ->
              assertThat(one.found().equals("(hidden)") && one.wanted().equals("(hidden)"))
                  .isEqualTo(hidden));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void labels_and_annotations_of_ours_are_found_and_mended_at_once(Sample sample) {
    Place any = place(sample);
    Place place =
        any.desiring(
            new Manifest(
                any.desired.namespace(),
                any.desired.name(),
                any.desired.content(),
                Map.of("team", "data"),
                Map.of("example.com/note", "ours"),
                any.desired.digest()));
    var ignored = place.create();
    place.relabel(labels -> labels.put("team", "other"));
    assertMended(place, "metadata.labels.team");
    place.relabel(labels -> labels.remove("team"));
    assertMended(place, "metadata.labels.team");
    place.relabel(labels -> labels.remove("clickhouse-byoc"));
    assertMended(place, "metadata.labels.clickhouse-byoc");
    place.annotate(annotations -> annotations.put("example.com/note", "theirs"));
    assertMended(place, "metadata.annotations.example.com/note");
    place.annotate(annotations -> annotations.remove("example.com/note"));
    assertMended(place, "metadata.annotations.example.com/note");
  }

  private static void assertMended(Place place, String field) {
    assertThat(place.diff().changes()).extracting(Diff.Change::field).containsExactly(field);
    place.update();
    assertThat(place.diff().changes()).isEmpty();
    assertThat(place.raw().getMetadata().getLabels())
        .containsEntry("clickhouse-byoc-node", Place.NODE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void what_is_no_longer_wanted_is_taken_out(Sample sample) {
    Place now = place(sample);
    Manifest desired = now.desired;
    Map<String, String> labels = new LinkedHashMap<>(desired.labels());
    labels.put("old", "label");
    Place before =
        now.desiring(
            new Manifest(
                desired.namespace(),
                desired.name(),
                desired.content(),
                labels,
                Map.of("example.com/old", "annotation"),
                desired.digest()));
    var ignored = before.create();
    assertThat(now.diff().isEmpty()).isFalse();
    now.update();
    assertThat(now.diff().changes()).isEmpty();
    assertThat(now.raw().getMetadata().getLabels()).doesNotContainKey("old");
    assertThat(now.raw().getMetadata().getAnnotations()).doesNotContainKey("example.com/old");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void what_others_add_to_it_is_theirs(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    place.relabel(labels -> labels.put("theirs", "label"));
    place.annotate(annotations -> annotations.put("example.com/theirs", "annotation"));
    assertThat(place.diff().changes()).isEmpty();
    place.update();
    assertThat(place.raw().getMetadata().getLabels()).containsEntry("theirs", "label");
    assertThat(place.raw().getMetadata().getAnnotations())
        .containsEntry("example.com/theirs", "annotation");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void is_gone_after_its_deletion_and_deleting_it_again_succeeds(Sample sample) {
    Place place = place(sample);
    var ignored = place.create();
    place.delete();
    assertThat(place.look()).isInstanceOfAny(Observation.Absent.class, Observation.Deleting.class);
    assertThatCode(place::delete).doesNotThrowAnyException();
    Place never = place(sample);
    assertThatCode(never::delete).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void many_are_seen_in_one_look_and_somebody_elses_among_them(Sample sample) {
    Place first = place(sample);
    Place second = place(sample);
    Place theirs = place(sample);
    Place none = place(sample);
    var ignored = first.create();
    ignored = second.create();
    theirs.occupy();
    Map<String, Observation<Observed>> seen =
        sample
            .kind()
            .observe(first.session, Set.of(first.id(), second.id(), theirs.id(), none.id()));
    assertThat(seen).containsOnlyKeys(first.id(), second.id(), theirs.id());
    assertThat(seen.values())
        .extracting(KindContract::ownership)
        .containsExactlyInAnyOrder(Ownership.OURS, Ownership.OURS, Ownership.FOREIGN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void nothing_is_there_once_the_cluster_is_gone(Sample sample) {
    Place place = place(sample);
    var gone =
        new io.freehold.kubernetes.resource.KubernetesSession(
            Optional.empty(), place.session.infrastructure(), place.session.owner());
    assertThat(sample.kind().observe(gone, Set.of(place.id()))).isEmpty();
    assertThatCode(() -> sample.kind().delete(gone, place.id())).doesNotThrowAnyException();
  }

  static Ownership ownership(Observation<Observed> seen) {
    return switch (seen) {
      case Observation.Present<Observed>(Observed value, Ownership ownership) -> ownership;
      case Observation.Pending<Observed>(
              String phase,
              Ownership ownership,
              Optional<Observed> value) ->
          ownership;
      case Observation.Broken<Observed>(String reason, Ownership ownership) -> ownership;
      case Observation.Absent<Observed> absent -> throw new AssertionError(absent);
      case Observation.Deleting<Observed> deleting -> throw new AssertionError(deleting);
    };
  }

  static Failure classify(RuntimeException thrown) {
    return new KubernetesFailures().classify(thrown);
  }
}
