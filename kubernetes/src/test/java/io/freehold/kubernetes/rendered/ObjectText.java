package io.freehold.kubernetes.rendered;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rendered objects as JSON and as YAML, with their fields in the order of the alphabet. */
final class ObjectText {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectText() {}

  static JsonNode json(Rendered one) {
    return JSON.valueToTree(whole(one));
  }

  static String yaml(List<Rendered> all) {
    return all.stream()
        .map(one -> YAML.asYaml(whole(one)).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, Object> whole(Rendered one) {
    ResourceDefinitionContext kind = one.kind().context();
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("name", one.manifest().name());
    if (!one.manifest().namespace().isEmpty()) {
      metadata.put("namespace", one.manifest().namespace());
    }
    if (!one.manifest().labels().isEmpty()) {
      metadata.put("labels", sorted(one.manifest().labels()));
    }
    if (!one.manifest().annotations().isEmpty()) {
      metadata.put("annotations", sorted(one.manifest().annotations()));
    }
    Map<String, Object> object = new TreeMap<>();
    one.manifest().content().forEach((name, value) -> object.put(name, sorted(value)));
    object.put("metadata", metadata);
    object.put("kind", kind.getKind());
    object.put(
        "apiVersion",
        kind.getGroup().isEmpty() ? kind.getVersion() : kind.getGroup() + "/" + kind.getVersion());
    return object;
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, one) -> sorted.put(String.valueOf(name), sorted(one)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(ObjectText::sorted).toList();
      default -> value;
    };
  }
}
