package io.freehold.kubernetes.rendered;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.simulator.kubernetes.schema.Shaping;
import io.freehold.simulator.kubernetes.schema.Validation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object that we render is valid by its kind's schema, and has no field that the schema does
 * not know: an API server would drop such a field without a word.
 */
class ManifestsAgainstSchemasTest {

  static List<Rendered> all() {
    return Stream.of(
            Rendered.platform(),
            Rendered.service(Rendered.SMALL),
            Rendered.service(Rendered.LARGE),
            Rendered.service(Rendered.stopped(Rendered.LARGE)),
            Rendered.service(Rendered.ending(Rendered.LARGE)),
            Rendered.service(Rendered.keepingLogs(Rendered.SMALL, 30)))
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void is_valid(Rendered one) {
    assertThat(Validation.of(Schemas.of(one.kind()), ObjectText.json(one))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void has_no_field_that_the_schema_does_not_know(Rendered one) {
    assertThat(Shaping.unknownFields(Schemas.of(one.kind()), ObjectText.json(one))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_misspelt_field_would_be_noticed(Rendered one) {
    JsonNode json = ObjectText.json(one);
    ObjectNode spoiled = json.has("spec") ? (ObjectNode) json.path("spec") : (ObjectNode) json;
    spoiled.put("replicaz", 3);
    assertThat(Shaping.unknownFields(Schemas.of(one.kind()), json)).hasSize(1);
  }

  @Test
  void there_is_one_of_every_kind_that_is_not_left_to_charts() {
    assertThat(all())
        .extracting(Rendered::kind)
        .containsAll(
            KubernetesKinds.all().stream()
                .filter(kind -> !kind.equals(KubernetesKinds.CUSTOM_RESOURCE_DEFINITION))
                .filter(kind -> !kind.equals(KubernetesKinds.DEPLOYMENT))
                .toList());
  }
}
