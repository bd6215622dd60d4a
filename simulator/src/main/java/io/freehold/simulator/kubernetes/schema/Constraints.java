package io.freehold.simulator.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a schema demands of a value beyond its type.
 *
 * @param required fields that an object must have
 * @param allowed the only values; empty for any
 * @param limits the numeric limits
 */
record Constraints(
    List<String> required,
    List<JsonNode> allowed,
    @Nullable Pattern pattern,
    @Nullable String format,
    Limits limits,
    List<Schema> allOf,
    List<Schema> anyOf,
    List<Schema> oneOf,
    @Nullable Schema not) {

  /** Numeric limits; null where there is none. */
  record Limits(
      @Nullable Double minimum,
      @Nullable Double maximum,
      boolean exclusiveMinimum,
      boolean exclusiveMaximum,
      @Nullable Double multipleOf,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      @Nullable Integer minItems,
      @Nullable Integer maxItems,
      @Nullable Integer minProperties,
      @Nullable Integer maxProperties,
      boolean uniqueItems) {}
}
