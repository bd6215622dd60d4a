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
      Place place = new Place(backend.client(), rendered("network"), 1);
      var ignored = place.create();
      assertThat(place.edit(SomeKindsTest::open)).isTrue();
      assertThat(place.diff().changes())
          .extracting(Diff.Change::field)
          .containsExactly("spec.ingress[0].from[0].namespaceSelector");
      place.update();
      assertThat(place.diff().changes()).isEmpty();
    }
  }

  /** The policy would be for fewer pods, and the others would take everything. */
  @Test
  void a_label_that_somebody_adds_to_a_selector_of_a_network_policy_is_taken_out() {
    List<String> selectors =
        List.of(
            "spec.podSelector.matchLabels",
            "spec.ingress[0].from[0].podSelector.matchLabels",
            "spec.ingress[0].from[0].namespaceSelector.matchLabels");
    try (Backend backend = new SimulatedApiTest().start()) {
      Place place = new Place(backend.client(), rendered("network-servers"), 1);
      var ignored = place.create();
      for (String selector : selectors) {
        assertThat(place.edit(tree -> add(tree, selector, "example.com/theirs", "yes"))).isTrue();
      }
      assertThat(place.diff().changes())
          .extracting(Diff.Change::field)
          .containsExactlyInAnyOrderElementsOf(
              selectors.stream().map(selector -> selector + ".example.com/theirs").toList());
      place.update();
      assertThat(place.diff().changes()).isEmpty();
    }
  }

  /** The gateway would have no such pod any more, and the service be closed. */
  @Test
  void what_somebody_adds_to_an_authorization_policy_is_taken_out() {
    try (Backend backend = new SimulatedApiTest().start().withDefinitions()) {
      Place place = new Place(backend.client(), sample(KubernetesKinds.AUTHORIZATION_POLICY), 1);
      assertTakenOut(place, "spec.selector.matchLabels", "example.com/theirs", "yes");
    }
  }

  /** So that nobody makes the gateway take any server for the one that it wants. */
  @Test
  void what_somebody_adds_to_a_destination_rule_is_taken_out() {
    try (Backend backend = new SimulatedApiTest().start().withDefinitions()) {
      Place place = new Place(backend.client(), sample(KubernetesKinds.DESTINATION_RULE), 1);
      Map<String, Object> open = Map.of("tls", Map.of("mode", "SIMPLE"));
      assertTakenOut(place, "spec.trafficPolicy.tls", "insecureSkipVerify", true);
      assertTakenOut(
          place,
          "spec.trafficPolicy",
          "portLevelSettings",
          List.of(Map.of("port", Map.of("number", 8443), "tls", Map.of("mode", "SIMPLE"))));
      assertTakenOut(
          place, "spec", "subsets", List.of(Map.of("name", "theirs", "trafficPolicy", open)));
    }
  }

  private static void assertTakenOut(Place place, String parent, String name, Object value) {
    var ignored = place.create();
    assertThat(place.edit(tree -> add(tree, parent, name, value))).isTrue();
    assertThat(place.diff().changes())
        .extracting(Diff.Change::field)
        .containsExactly(parent + "." + name);
    place.update();
    assertThat(place.diff().changes()).isEmpty();
    assertThat(object(place.there().object(), parent)).doesNotContainKey(name);
  }

  private static boolean add(Map<String, Object> tree, String parent, String name, Object value) {
    return object(tree, parent).put(name, value) == null;
  }

  /** The object at that path; of lists the first. */
  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> object(Map<String, Object> tree, String path) {
    Object value = tree;
    for (String step : path.replace("[0]", ".[0]").split("\\.")) {
      value =
          step.equals("[0]") ? ((List<Object>) value).getFirst() : ((Map<?, ?>) value).get(step);
    }
    return (Map<String, Object>) value;
  }

  private static Sample rendered(String node) {
    return Rendered.service(Rendered.SMALL).stream()
        .filter(one -> one.node().equals(node))
        .findFirst()
        .map(one -> new Sample(one.kind(), one.manifest()))
        .orElseThrow();
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
