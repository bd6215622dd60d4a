package io.freehold.simulator.kubernetes.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind.Column;
import io.freehold.simulator.kubernetes.kind.ResourceKind.Traits;
import io.freehold.simulator.kubernetes.schema.CustomSchemas;
import io.freehold.simulator.kubernetes.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads CustomResourceDefinitions. */
public final class CustomKinds {
  /** Schemas are large and the same in every cluster, so they are read and kept once. */
  private static final Map<JsonNode, Interned> KNOWN =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, Interned> eldest) {
          return size() > 256;
        }
      };

  private record Interned(JsonNode openApi, Schema schema) {}

  private CustomKinds() {}

  /**
   * Lets the schemas of a definition be the very nodes that earlier ones with equal schemas have: a
   * hundred clusters hold them once. The definition itself is changed.
   */
  public static void shareSchemas(ObjectNode definition) {
    for (JsonNode version : definition.path("spec").path("versions")) {
      if (version.path("schema") instanceof ObjectNode holder
          && holder.path("openAPIV3Schema").isObject()) {
        holder.set("openAPIV3Schema", intern(holder.path("openAPIV3Schema")).openApi());
      }
    }
  }

  /** The kinds that a definition makes, one for each version that is served. */
  public static List<ResourceKind> of(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    JsonNode names = spec.path("names");
    String kind = names.path("kind").asText();
    List<ResourceKind> kinds = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      if (!version.path("served").asBoolean()) {
        continue;
      }
      JsonNode subresources = version.path("subresources");
      kinds.add(
          new ResourceKind(
              new GroupResource(spec.path("group").asText(), names.path("plural").asText()),
              version.path("name").asText(),
              kind,
              names.path("listKind").asText(kind + "List"),
              names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
              texts(names.path("shortNames")),
              texts(names.path("categories")),
              spec.path("scope").asText().equals("Namespaced"),
              new Traits(subresources.has("status"), subresources.has("scale"), true),
              intern(version.path("schema").path("openAPIV3Schema")).schema(),
              columns(version.path("additionalPrinterColumns")),
              true));
    }
    return kinds;
  }

  private static Interned intern(JsonNode openApi) {
    synchronized (KNOWN) {
      Interned known = KNOWN.get(openApi);
      if (known == null) {
        known = new Interned(openApi, CustomSchemas.ofObject(openApi));
        KNOWN.put(openApi, known);
      }
      return known;
    }
  }

  private static List<Column> columns(JsonNode declared) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : declared) {
      columns.add(
          new Column(
              column.path("name").asText(),
              column.path("type").asText("string"),
              column.path("jsonPath").asText(),
              column.path("priority").asInt(0)));
    }
    return columns;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
