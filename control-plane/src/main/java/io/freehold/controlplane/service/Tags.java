package io.freehold.controlplane.service;

import io.freehold.model.violation.Violations;
import io.freehold.protocol.service.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules about a service's tags, which are the public API's. */
final class Tags {
  private static final int MOST = 50;
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9._-]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9._-]{1,256}");

  private Tags() {}

  /** Notes how many there are, or would be, where these are too many. */
  static void checkNumber(String field, int number, Violations violations) {
    if (number > MOST) {
      violations.add(field, "too-many-tags", number + " tags", "at most " + MOST);
    }
  }

  /** Notes what is wrong with the tags of a request. */
  static void check(String field, List<Service.Tag> tags, Violations violations) {
    checkNumber(field, tags.size(), violations);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < tags.size(); i++) {
      String key = tags.get(i).key();
      String value = tags.get(i).value();
      if (key == null || !KEY.matcher(key).matches()) {
        violations.add(
            field + "[" + i + "].key",
            "tag-malformed",
            key == null ? null : "'" + key + "'",
            "1 to 128 letters, digits, dots, dashes and underscores");
      } else if (!keys.add(key)) {
        violations.add(
            field + "[" + i + "].key",
            "tag-twice",
            "'" + key + "' a second time",
            "each key once: a tag has one value");
      }
      if (value != null && !VALUE.matcher(value).matches()) {
        violations.add(
            field + "[" + i + "].value",
            "tag-malformed",
            "'" + value + "'",
            "1 to 256 letters, digits, dots, dashes and underscores, or no value at all");
      }
    }
  }

  /** Whether tags satisfy {@code tag:key=value} or {@code tag:key}. */
  static boolean match(List<Service.Tag> tags, String filter) {
    String wanted = filter.substring("tag:".length());
    int equals = wanted.indexOf('=');
    String key = equals < 0 ? wanted : wanted.substring(0, equals);
    return tags.stream()
        .filter(tag -> tag.key().equals(key))
        .anyMatch(tag -> equals < 0 || wanted.substring(equals + 1).equals(tag.value()));
  }
}
