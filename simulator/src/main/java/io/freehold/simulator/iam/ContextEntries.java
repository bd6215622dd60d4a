package io.freehold.simulator.iam;

import io.freehold.simulator.iam.policy.RequestContext;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.ContextEntry;

/**
 * What a simulated request knows: the given keys and nothing else. Not even the role's own tags or
 * the region are known by themselves (https://github.com/boto/boto3/issues/2084,
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/44).
 */
final class ContextEntries {
  private ContextEntries() {}

  static RequestContext read(List<ContextEntry> entries) {
    Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ContextEntry entry : entries) {
      check(entry);
      if (values.put(entry.contextKeyName(), entry.contextKeyValues()) != null) {
        throw PolicySimulator.invalid("Duplicate context key: " + entry.contextKeyName());
      }
    }
    try {
      return RequestContext.complete(new LinkedHashMap<>(values));
    } catch (IllegalArgumentException e) {
      throw PolicySimulator.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void check(ContextEntry entry) {
    if (entry.contextKeyName() == null || entry.contextKeyType() == null) {
      throw PolicySimulator.invalid("A context entry needs a name and a type: " + entry);
    }
    String type = entry.contextKeyTypeAsString();
    if (!type.endsWith("List") && entry.contextKeyValues().size() != 1) {
      throw PolicySimulator.invalid(
          "Context key "
              + entry.contextKeyName()
              + " of type "
              + type
              + ": found "
              + entry.contextKeyValues().size()
              + " values, needed one");
    }
    entry.contextKeyValues().forEach(value -> check(entry, value));
  }

  private static void check(ContextEntry entry, String value) {
    boolean fits =
        switch (entry.contextKeyType()) {
          case STRING, STRING_LIST -> true;
          case NUMERIC, NUMERIC_LIST -> value.matches("-?\\d+(\\.\\d+)?");
          case BOOLEAN, BOOLEAN_LIST -> value.matches("(?i)true|false");
          case IP, IP_LIST -> isAddress(value);
          case DATE, DATE_LIST -> isDate(value);
          case BINARY, BINARY_LIST, UNKNOWN_TO_SDK_VERSION ->
              throw new UnsupportedOperationException(
                  "context entries of type "
                      + entry.contextKeyTypeAsString()
                      + " are not simulated");
        };
    if (!fits) {
      throw PolicySimulator.invalid(
          "Context key "
              + entry.contextKeyName()
              + ": '"
              + value
              + "' is not of type "
              + entry.contextKeyTypeAsString());
    }
  }

  private static boolean isAddress(String value) {
    try {
      return InetAddress.ofLiteral(value) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isDate(String value) {
    try {
      return OffsetDateTime.parse(value) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
