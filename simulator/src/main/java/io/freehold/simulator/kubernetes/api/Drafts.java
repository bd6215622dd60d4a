package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.WriteOptions.UnknownFields;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.schema.Schema;
import io.freehold.simulator.kubernetes.schema.Shaping;
import io.freehold.simulator.kubernetes.schema.Validation;
import io.freehold.simulator.kubernetes.status.Cause;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a client sent into what is stored, or refuses it. */
final class Drafts {
  private Drafts() {}

  /**
   * A copy that may be changed. Parts that no schema looks into stay shared, which for a
   * CustomResourceDefinition is nearly all.
   */
  static ObjectNode copy(Schema schema, ObjectNode object) {
    return (ObjectNode) copyNode(schema, object);
  }

  private static JsonNode copyNode(Schema schema, JsonNode node) {
    if (schema == Schema.ANY) {
      return node;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              e -> copy.set(e.getKey(), copyNode(schema.fieldOrAny(e.getKey()), e.getValue())));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(item -> copy.add(copyNode(schema.items(), item)));
      return copy;
    }
    return node;
  }

  /**
   * Takes out or refuses unknown fields. Changes the draft.
   *
   * @return warnings
   */
  static List<String> prune(ResourceKind kind, ObjectNode draft, UnknownFields how) {
    List<String> unknown = Shaping.prune(kind.schema(), draft);
    if (unknown.isEmpty()) {
      return List.of();
    }
    List<String> said = unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
    return switch (how) {
      case IGNORE -> List.of();
      case WARN -> said;
      case STRICT -> {
        String all = String.join(", ", said);
        throw Refusals.badRequest(
            kind.kind()
                + " in version \""
                + kind.version()
                + "\" cannot be handled as a "
                + kind.kind()
                + ": strict decoding error: "
                + all);
      }
    };
  }

  /** Refuses an applied configuration with fields that the schema does not have. */
  static void refuseUnknown(ResourceKind kind, ObjectNode config) {
    List<String> unknown = Shaping.unknownFields(kind.schema(), config);
    if (!unknown.isEmpty()) {
      JsonNode metadata = config.path("metadata");
      String namespace = metadata.path("namespace").asText("");
      throw Refusals.untyped(
          "failed to create typed patch object ("
              + (namespace.isEmpty() ? "" : namespace)
              + "/"
              + metadata.path("name").asText()
              + "; "
              + kind.apiVersion()
              + ", Kind="
              + kind.kind()
              + "): ."
              + unknown.getFirst()
              + ": field not declared in schema");
    }
  }

  /**
   * Defaults, canonical forms, validation. Changes the draft.
   *
   * @param live the object as it is; null for a create
   * @throws io.freehold.simulator.kubernetes.status.ApiException 400 where a built-in kind has a
   *     value of another type, 422 for what is invalid
   */
  static void complete(ResourceKind kind, ObjectNode draft, @Nullable ObjectNode live) {
    Shaping.dropNulls(kind.schema(), draft);
    Shaping.applyDefaults(kind.schema(), draft);
    if (OperatorDefaults.apply(draft)) {
      // As after every webhook that changes something.
      Shaping.applyDefaults(kind.schema(), draft);
    }
    List<Cause> wrong = Validation.of(kind.schema(), draft);
    if (!kind.custom()) {
      if (!wrong.isEmpty()) {
        Cause first = wrong.getFirst();
        throw Refusals.badRequest(
            kind.kind()
                + " in version \""
                + kind.version()
                + "\" cannot be handled as a "
                + kind.kind()
                + ": json: cannot unmarshal field "
                + first.field()
                + ": "
                + first.message());
      }
      Shaping.canonicalize(kind.schema(), draft);
      BuiltInDefaults.apply(kind, draft, live);
    }
    List<Cause> causes = new ArrayList<>(wrong);
    Names.check(kind, draft, causes);
    if (!kind.custom()) {
      BuiltInRules.check(kind, draft, live, causes);
    }
    if (!causes.isEmpty()) {
      throw Refusals.invalid(
          kind.group(), kind.kind(), draft.path("metadata").path("name").asText(), causes);
    }
  }
}
