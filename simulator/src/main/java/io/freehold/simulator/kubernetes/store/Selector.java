package io.freehold.simulator.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors. */
public final class Selector {
  private static final Pattern IN =
      Pattern.compile("\\s*([^\\s!=,()]+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALS =
      Pattern.compile("\\s*([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^,]*)");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()]+)\\s*");

  private Selector() {}

  /** Everything that both selectors take; empty selectors take everything. */
  public static Predicate<JsonNode> of(String labels, String fields) {
    Predicate<JsonNode> taken = _ -> true;
    for (String term : terms(labels)) {
      Predicate<JsonNode> one = label(term);
      taken = taken.and(object -> one.test(object.path("metadata").path("labels")));
    }
    for (String term : terms(fields)) {
      taken = taken.and(field(term));
    }
    return taken;
  }

  /** A LabelSelector object: {@code matchLabels} and {@code matchExpressions}. */
  public static Predicate<JsonNode> ofObject(JsonNode selector) {
    return object -> matches(selector, object.path("metadata").path("labels"));
  }

  private static boolean matches(JsonNode selector, JsonNode labels) {
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    for (JsonNode wanted : selector.path("matchExpressions")) {
      Set<String> values = new HashSet<>();
      wanted.path("values").forEach(value -> values.add(value.asText()));
      JsonNode label = labels.path(wanted.path("key").asText());
      boolean holds =
          switch (wanted.path("operator").asText()) {
            case "In" -> values.contains(label.asText(null));
            case "NotIn" -> label.isMissingNode() || !values.contains(label.asText());
            case "Exists" -> !label.isMissingNode();
            case "DoesNotExist" -> label.isMissingNode();
            default -> false;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<JsonNode> label(String term) {
    Matcher in = IN.matcher(term);
    if (in.matches()) {
      Set<String> values = new HashSet<>();
      for (String value : in.group(3).split(",")) {
        values.add(value.strip());
      }
      boolean wanted = in.group(2).equals("in");
      String key = in.group(1);
      return labels -> (labels.has(key) && values.contains(labels.path(key).asText())) == wanted;
    }
    Matcher equals = EQUALS.matcher(term);
    if (equals.matches()) {
      String key = equals.group(1);
      String value = equals.group(3).strip();
      boolean wanted = !equals.group(2).equals("!=");
      return labels -> (labels.has(key) && labels.path(key).asText().equals(value)) == wanted;
    }
    Matcher exists = EXISTS.matcher(term);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return labels -> labels.has(exists.group(2)) == wanted;
    }
    throw Refusals.badRequest("unable to parse requirement: found '" + term + "'");
  }

  private static Predicate<JsonNode> field(String term) {
    Matcher equals = EQUALS.matcher(term);
    if (!equals.matches()) {
      throw Refusals.badRequest(
          "invalid selector: '" + term + "'; can't understand '" + term + "'");
    }
    String[] path = equals.group(1).split("\\.");
    String value = equals.group(3).strip();
    boolean wanted = !equals.group(2).equals("!=");
    return object -> {
      JsonNode found = object;
      for (String name : path) {
        found = found.path(name);
      }
      return found.asText("").equals(value) == wanted;
    };
  }

  /** Splits at the commas that are not within parentheses. */
  private static List<String> terms(String selector) {
    List<String> terms = new ArrayList<>();
    int depth = 0;
    StringBuilder term = new StringBuilder();
    for (int i = 0; i < selector.length(); i++) {
      char c = selector.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        terms.add(term.toString());
        term.setLength(0);
      } else {
        term.append(c);
      }
    }
    terms.add(term.toString());
    terms.removeIf(String::isBlank);
    return terms;
  }
}
