package io.freehold.simulator.iam;

import io.freehold.simulator.aws.call.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Tags of IAM things: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules">rules</a>.
 */
final class TagRules {
  private static final int MOST = 50;

  private TagRules() {}

  static Map<String, String> of(List<Tag> tags) {
    return added(Map.of(), tags);
  }

  /** With more tags; keys that differ by case only are one. */
  static Map<String, String> added(Map<String, String> tags, List<Tag> more) {
    Map<String, String> next = new LinkedHashMap<>(tags);
    Map<String, String> seen = new LinkedHashMap<>();
    for (Tag tag : more) {
      String lower = tag.key().toLowerCase(Locale.ROOT);
      if (seen.put(lower, tag.key()) != null) {
        throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      if (lower.startsWith("aws:")) {
        throw invalid("Invalid tag key. System tags cannot be added by users.");
      }
      next.keySet().removeIf(key -> key.equalsIgnoreCase(tag.key()));
      next.put(tag.key(), tag.value());
    }
    if (next.size() > MOST) {
      throw Refusals.limit("The number of tags has reached the maximum limit.");
    }
    return next;
  }

  static Map<String, String> without(Map<String, String> tags, Collection<String> keys) {
    Map<String, String> next = new LinkedHashMap<>(tags);
    next.keySet().removeAll(keys);
    return next;
  }

  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static Refusal invalid(String message) {
    return Refusal.of("InvalidInput", 400, message);
  }
}
