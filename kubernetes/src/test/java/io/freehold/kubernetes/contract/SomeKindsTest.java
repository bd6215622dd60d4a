package io.freehold.kubernetes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What holds for some kinds only. */
class SomeKindsTest {

  /** Else a teardown would wait for ever where somebody has taken the definitions out. */
  @Test
  void of_a_kind_that_the_cluster_does_not_know_nothing_is_there_and_all_is_deleted() {
    try (Backend bare = new SimulatedApiTest().start()) {
      KubernetesSession session = session(bare.client());
      KubernetesKind kind = KubernetesKinds.TARGET_GROUP_BINDING;
      assertThat(kind.observe(session, Set.of("a/one", "a/two"))).isEmpty();
      assertThat(kind.observe(session, Set.of("a/one"))).isEmpty();
      assertThatCode(() -> kind.delete(session, "a/one")).doesNotThrowAnyException();
    }
  }

  /** As an autoscaler does it with a deployment whose size we do not say. */
  @Test
  void a_field_that_we_do_not_set_is_somebody_elses() {
    try (Backend backend = new SimulatedApiTest().start()) {
      KubernetesKind kind = KubernetesKinds.DEPLOYMENT;
      Map<String, Object> content = Leaves.copy(sample(kind).like().content());
      assertThat(((Map<?, ?>) content.get("spec")).remove("replicas")).isNotNull();
      Place place =
          new Place(backend.client(), new Sample(kind, Manifest.of("any", "gateway", content)), 1);
      var ignored = place.create();
      assertThat(place.edit(tree -> replicas(tree, 7))).isTrue();
      assertThat(place.diff().changes()).isEmpty();
      place.update();
      assertThat(place.there().object()).extracting("spec").extracting("replicas").isEqualTo(7);
    }
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static boolean replicas(Map<String, Object> tree, int number) {
    ((Map<String, Object>) tree.get("spec")).put("replicas", number);
    return true;
  }

  /** One more label, and no pod is found: nobody would reach the service any more. */
  @Test
  void what_somebody_adds_to_a_services_selector_is_taken_out() {
    try (Backend backend = new SimulatedApiTest().start()) {
      Place place = new Place(backend.client(), sample(KubernetesKinds.SERVICE), 1);
      var ignored = place.create();
      assertThat(place.edit(SomeKindsTest::select)).isTrue();
      assertThat(place.diff().changes())
          .extracting(Diff.Change::field)
          .containsExactly("spec.selector.theirs");
      place.update();
      assertThat(place.diff().changes()).isEmpty();
      assertThat(place.there().object())
          .extracting("spec")
          .extracting("selector")
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .doesNotContainKey("theirs");
    }
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static boolean select(Map<String, Object> tree) {
    Map<String, Object> spec = (Map<String, Object>) tree.get("spec");
    ((Map<String, Object>) spec.get("selector")).put("theirs", "yes");
    return true;
  }

  /** Where a rule names pods alone, a namespace beside them would let every service's pods in. */
  @Test
  void what_somebody_adds_to_a_network_policy_is_taken_out() {
    try (Backend backend = new SimulatedApiTest().start()) {
      Rendered own =
          Rendered.service(Rendered.SMALL).stream()
              .filter(one -> one.node().equals("network"))
              .findFirst()
              .orElseThrow();
      Place place = new Place(backend.client(), new Sample(own.kind(), own.manifest()), 1);
      var ignored = place.create();
      assertThat(place.edit(SomeKindsTest::open)).isTrue();
      assertThat(place.diff().changes())
          .extracting(Diff.Change::field)
          .containsExactly("spec.ingress[0].from[0].namespaceSelector");
      place.update();
      assertThat(place.diff().changes()).isEmpty();
    }
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static boolean open(Map<String, Object> tree) {
    Map<String, Object> spec = (Map<String, Object>) tree.get("spec");
    Map<String, Object> rule = ((List<Map<String, Object>>) spec.get("ingress")).getFirst();
    ((List<Map<String, Object>>) rule.get("from")).getFirst().put("namespaceSelector", Map.of());
    return true;
  }

  private static Sample sample(KubernetesKind kind) {
    return Sample.all().stream().filter(one -> one.kind().equals(kind)).findFirst().orElseThrow();
  }

  @Test
  void an_object_that_is_on_its_way_can_be_compared_and_changed_already() {
    try (Backend backend = new SimulatedApiTest().start().withDefinitions()) {
      Place place = new Place(backend.client(), sample(KubernetesKinds.KEEPER_CLUSTER), 1);
      var ignored = place.create();
      assertThat(place.look()).isInstanceOf(Observation.Pending.class);
      assertThat(place.diff().changes()).isEmpty();
    }
  }

  private static KubernetesSession session(KubernetesClient client) {
    return new KubernetesSession(
        Optional.of(client), new Owner("infrabcdef"), new Owner("ownerbcdef"));
  }
}
