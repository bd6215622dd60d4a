package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.kind.ResourceKind.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Objects as the tables that {@code kubectl get} prints. */
final class TableView {
  private TableView() {}

  static boolean wanted(ApiRequest request) {
    return request.header("accept").contains("as=Table");
  }

  static ObjectNode ofList(ResourceKind kind, ObjectNode list, Instant now) {
    ObjectNode table = table(kind);
    table.set("metadata", list.path("metadata"));
    list.path("items").forEach(object -> addRow(table, kind, object, now));
    return table;
  }

  static ObjectNode ofOne(ResourceKind kind, ObjectNode object, Instant now) {
    ObjectNode table = table(kind);
    table
        .putObject("metadata")
        .set("resourceVersion", object.path("metadata").path("resourceVersion"));
    addRow(table, kind, object, now);
    return table;
  }

  private static ObjectNode table(ResourceKind kind) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    ArrayNode columns = table.putArray("columnDefinitions");
    column(columns, "Name", "string", "name", 0);
    for (Column column : kind.columns()) {
      // Numbers that are not there yet are shown as nothing, so all columns are text.
      column(columns, column.name(), "string", "", column.priority());
    }
    if (kind.columns().stream().noneMatch(column -> column.name().equals("Age"))) {
      column(columns, "Age", "string", "", 0);
    }
    table.putArray("rows");
    return table;
  }

  private static void column(
      ArrayNode columns, String name, String type, String format, int priority) {
    columns
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("format", format)
        .put("description", "")
        .put("priority", priority);
  }

  private static void addRow(ObjectNode table, ResourceKind kind, JsonNode object, Instant now) {
    ObjectNode row = table.withArrayProperty("rows").addObject();
    ArrayNode cells = row.putArray("cells");
    cells.add(object.path("metadata").path("name").asText());
    boolean age = false;
    for (Column column : kind.columns()) {
      age |= column.name().equals("Age");
      JsonNode value = Paths.read(object, column.jsonPath());
      cells.add(column.type().equals("date") ? sinceText(value.asText(), now) : value.asText(""));
    }
    if (!age) {
      cells.add(sinceText(object.path("metadata").path("creationTimestamp").asText(), now));
    }
    ObjectNode partial = row.putObject("object");
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.path("metadata"));
  }

  private static String sinceText(String since, Instant now) {
    try {
      Duration age = Duration.between(Instant.parse(since), now);
      if (age.toDays() > 1) {
        return age.toDays() + "d";
      }
      if (age.toHours() > 1) {
        return age.toHours() + "h";
      }
      return age.toMinutes() > 1 ? age.toMinutes() + "m" : age.toSeconds() + "s";
    } catch (DateTimeParseException e) {
      return "<unknown>";
    }
  }

  /** The little of JSONPath that column definitions use. */
  private static final class Paths {
    private Paths() {}

    static JsonNode read(JsonNode object, String path) {
      JsonNode here = object;
      for (String step : steps(path)) {
        if (step.startsWith("[?(@.")) {
          here = firstWith(here, step);
        } else if (step.startsWith("[")) {
          here = here.path(Integer.parseInt(step.substring(1, step.length() - 1)));
        } else {
          here = here.path(step);
        }
      }
      return here;
    }

    private static JsonNode firstWith(JsonNode list, String step) {
      String condition = step.substring("[?(@.".length(), step.length() - 2);
      String[] sides = condition.split("\\s*==\\s*");
      String wanted = sides[1].replaceAll("^[\"']|[\"']$", "");
      for (JsonNode item : list) {
        if (item.path(sides[0]).asText().equals(wanted)) {
          return item;
        }
      }
      return JsonNodeFactory.instance.missingNode();
    }

    private static List<String> steps(String path) {
      List<String> steps = new java.util.ArrayList<>();
      StringBuilder step = new StringBuilder();
      int depth = 0;
      for (int i = 0; i < path.length(); i++) {
        char c = path.charAt(i);
        if (depth == 0 && (c == '.' || c == '[')) {
          if (!step.isEmpty()) {
            steps.add(step.toString());
          }
          step.setLength(0);
        }
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (c != '.' || depth > 0) {
          step.append(c);
        }
      }
      if (!step.isEmpty()) {
        steps.add(step.toString());
      }
      return steps;
    }
  }
}
