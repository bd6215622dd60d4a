package io.freehold.model.infrastructure;

import io.freehold.model.name.Tags;
import io.freehold.model.violation.Violations;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules about a customer's tags: the narrowest of all services that get them. Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html">IAM, rules for tagging</a>.
 */
final class TagRules {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  /** AWS takes 50 on one thing; ours, and those that Kubernetes needs, come on top. */
  private static final int MOST = 40;

  private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private TagRules() {}

  static void check(Map<String, String> tags, Violations violations) {
    if (tags.size() > MOST) {
      violations.add(
          "tags",
          "too-many-tags",
          tags.size() + " tags",
          "at most " + MOST,
          "AWS takes 50 on one thing, and some are needed for the infrastructure itself.");
    }
    Map<String, String> seen = new HashMap<>();
    tags.forEach((key, value) -> {
      checkKey(key, violations);
      checkValue(key, value, violations);
      String other = seen.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
      if (other != null) {
        violations.add(
            field(key),
            "tag-doubled",
            "'" + other + "' and '" + key + "'",
            "keys that differ by more than case",
            "IAM takes them for the same key.");
      }
    });
  }

  private static void checkKey(String key, Violations violations) {
    if (key.isEmpty() || key.codePointCount(0, key.length()) > LONGEST_KEY) {
      violations.add(
          field(key), "tag-key-length", key.length() + " characters", "a key of 1 to 128");
    }
    if (!CHARACTERS.matcher(key).matches()) {
      violations.add(
          field(key),
          "tag-characters",
          "'" + key + "'",
          "letters, digits, spaces and _ . : / = + - @");
    }
    if (Tags.isReserved(key)) {
      violations.add(
          field(key),
          "tag-reserved",
          "'" + key + "'",
          "a key that neither AWS, nor Kubernetes, nor Freehold keeps for itself",
          "Choose another key, for example 'my-" + key + "'.");
    }
  }

  private static void checkValue(String key, String value, Violations violations) {
    if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
      violations.add(
          field(key), "tag-value-length", value.length() + " characters", "a value of at most 256");
    }
    if (!CHARACTERS.matcher(value).matches()) {
      violations.add(
          field(key),
          "tag-characters",
          "'" + value + "'",
          "letters, digits, spaces and _ . : / = + - @");
    }
    if (value.toLowerCase(Locale.ROOT).startsWith("aws:")) {
      violations.add(
          field(key), "tag-reserved", "'" + value + "'", "a value that does not begin with 'aws:'");
    }
  }

  private static String field(String key) {
    return "tags." + key;
  }
}
