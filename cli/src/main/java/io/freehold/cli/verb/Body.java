package io.freehold.cli.verb;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request, from a file, from options, or from both: what an option says wins. Only
 * what was said is in it, so that the control plane's own defaults hold for the rest.
 */
public final class Body {
  private final ObjectNode json;

  private Body(ObjectNode json) {
    this.json = json;
  }

  /**
   * What a file says, to begin with.
   *
   * @param file holds a JSON object; {@code -} is standard input; null for an empty body
   */
  public static Body from(@Nullable Path file) throws IOException, Unusable {
    if (file == null) {
      return new Body(Api.JSON.createObjectNode());
    }
    try {
      String text =
          file.toString().equals("-")
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(file);
      if (Api.JSON.readTree(text) instanceof ObjectNode object) {
        return new Body(object);
      }
    } catch (JacksonException notJson) {
      throw new Unusable("--file: " + file + " is not JSON: " + notJson.getOriginalMessage());
    } catch (NoSuchFileException absent) {
      throw new Unusable("--file: " + file + " does not exist");
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
    throw new Unusable("--file: found something else in " + file + ", needed a JSON object");
  }

  /** Sets a field, unless the value is null. A dot leads into an object: {@code network.mode}. */
  public Body set(String field, @Nullable Object value) {
    if (value != null) {
      int dot = field.indexOf('.');
      if (dot < 0) {
        json.set(field, Api.JSON.<JsonNode>valueToTree(value));
      } else {
        new Body(json.withObjectProperty(field.substring(0, dot)))
            .set(field.substring(dot + 1), value);
      }
    }
    return this;
  }

  /** Sets a field, unless there are no values. */
  public Body setAll(String field, @Nullable Collection<?> values) {
    if (values == null || values.isEmpty()) {
      return this;
    }
    ArrayNode array = Api.JSON.createArrayNode();
    values.forEach(value -> array.add(Api.JSON.<JsonNode>valueToTree(value)));
    return set(field, array);
  }

  /** Whether a field is there, from a file or an option. */
  public boolean has(String field) {
    return json.hasNonNull(field);
  }

  public JsonNode json() {
    return json;
  }
}
