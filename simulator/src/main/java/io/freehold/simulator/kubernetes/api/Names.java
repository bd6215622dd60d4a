package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Cause;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names, labels and annotations an object may have. */
final class Names {
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SERVICE_LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PATH_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/%]+");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final Pattern QUALIFIED =
      Pattern.compile("([a-z0-9][-a-z0-9.]*/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final int ANNOTATIONS = 256 * 1024;

  private Names() {}

  static void check(ResourceKind kind, JsonNode object, List<Cause> causes) {
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asText("");
    if (name.isEmpty()) {
      causes.add(
          new Cause(
              "FieldValueRequired",
              "Required value: name or generateName is required",
              "metadata.name"));
    } else {
      checkName(kind, name, causes);
    }
    for (Map.Entry<String, JsonNode> label : metadata.path("labels").properties()) {
      checkKey(label.getKey(), "metadata.labels", causes);
      String value = label.getValue().asText();
      if (value.length() > 63) {
        causes.add(invalid("metadata.labels", value, "must be no more than 63 bytes"));
      } else if (!LABEL_VALUE.matcher(value).matches()) {
        causes.add(
            invalid(
                "metadata.labels",
                value,
                "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                    + " '_' or '.', and must start and end with an alphanumeric character (e.g."
                    + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is '"
                    + LABEL_VALUE
                    + "')"));
      }
    }
    int size = 0;
    for (Map.Entry<String, JsonNode> annotation : metadata.path("annotations").properties()) {
      checkKey(
          annotation.getKey().toLowerCase(java.util.Locale.ROOT), "metadata.annotations", causes);
      size += annotation.getKey().length() + annotation.getValue().asText().length();
    }
    if (size > ANNOTATIONS) {
      causes.add(
          new Cause(
              "FieldValueTooLong",
              "Too long: may not be more than " + ANNOTATIONS + " bytes",
              "metadata.annotations"));
    }
  }

  private static void checkKey(String key, String field, List<Cause> causes) {
    if (!QUALIFIED.matcher(key).matches() || key.substring(key.indexOf('/') + 1).length() > 63) {
      causes.add(
          invalid(
              field,
              key,
              "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                  + " and end with an alphanumeric character"));
    }
  }

  private static void checkName(ResourceKind kind, String name, List<Cause> causes) {
    boolean free =
        kind.group().equals("rbac.authorization.k8s.io") || kind.kind().equals("APIService");
    boolean label = Set.of("Namespace").contains(kind.kind()) && !kind.custom();
    boolean service = kind.kind().equals("Service") && kind.group().isEmpty();
    Pattern pattern = free ? PATH_SEGMENT : label ? LABEL : service ? SERVICE_LABEL : SUBDOMAIN;
    int longest = label || service ? 63 : 253;
    if (name.length() > longest) {
      causes.add(invalid("metadata.name", name, "must be no more than " + longest + " bytes"));
    }
    if (!pattern.matcher(name).matches()) {
      causes.add(invalid("metadata.name", name, rule(pattern)));
    }
  }

  private static String rule(Pattern pattern) {
    if (pattern == LABEL) {
      return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
          + " and must start and end with an alphanumeric character (e.g. 'my-name',  or"
          + " '123-abc', regex used for validation is '"
          + pattern
          + "')";
    }
    if (pattern == SERVICE_LABEL) {
      return "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
          + " with an alphabetic character, and end with an alphanumeric character (e.g."
          + " 'my-name',  or 'abc-123', regex used for validation is '"
          + pattern
          + "')";
    }
    if (pattern == PATH_SEGMENT) {
      return "may not contain '/' or '%', nor be '.' or '..'";
    }
    return "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
        + " or '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
        + " regex used for validation is '"
        + pattern
        + "')";
  }

  private static Cause invalid(String field, String value, String rule) {
    return new Cause("FieldValueInvalid", "Invalid value: \"" + value + "\": " + rule, field);
  }
}
