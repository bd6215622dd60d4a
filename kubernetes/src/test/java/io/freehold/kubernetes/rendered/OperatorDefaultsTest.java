package io.freehold.kubernetes.rendered;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.simulator.kubernetes.api.OperatorDefaults;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator's webhook changes nothing that we say: it writes its defaults over zeros, and a
 * field of which it does would be mended in every pass for ever.
 */
class OperatorDefaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Rendered> all() {
    return Stream.of(
            Rendered.service(Rendered.SMALL),
            Rendered.service(Rendered.LARGE),
            Rendered.service(Rendered.stopped(Rendered.LARGE)),
            Rendered.service(Rendered.ending(Rendered.SMALL)))
        .flatMap(List::stream)
        .filter(one ->
            one.kind().equals(KubernetesKinds.KEEPER_CLUSTER)
                || one.kind().equals(KubernetesKinds.CLICKHOUSE_CLUSTER))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothing_that_we_say_is_overwritten(Rendered one) {
    assertThat(one.kind().diff(one.manifest(), stored(one.kind(), one.manifest())).changes())
        .isEmpty();
  }

  @Test
  void what_would_be_is_noticed() {
    Manifest zeros =
        Manifest.of(
            "here",
            "keeper",
            Map.of(
                "spec",
                Map.of("replicas", 0, "settings", Map.of("logger", Map.of("logToFile", false)))));
    assertThat(
            KubernetesKinds.KEEPER_CLUSTER
                .diff(zeros, stored(KubernetesKinds.KEEPER_CLUSTER, zeros))
                .changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.field()).isEqualTo("spec.settings.logger.logToFile");
          assertThat(change.wanted()).isEqualTo("false");
          assertThat(change.found()).isEqualTo("true");
        });
  }

  @SuppressWarnings("unchecked") // an object is a map by name
  private static KubernetesKind.Observed stored(KubernetesKind kind, Manifest manifest) {
    KubernetesKind.Observed sent = kind.predict(manifest);
    ObjectNode object = JSON.valueToTree(sent.object());
    object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    assertThat(OperatorDefaults.apply(object)).isTrue();
    return new KubernetesKind.Observed(
        sent.namespace(), sent.name(), JSON.convertValue(object, Map.class), sent.marks());
  }
}
