package io.freehold.simulator.iam.sts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The tags of a session: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">rules</a>.
 *
 * @param values the tags
 * @param transitive the keys that go along into roles that the session assumes; those of tags that
 *     came along themselves do so always
 */
record SessionTags(Map<String, String> values, Set<String> transitive) {
  static final SessionTags NONE = new SessionTags(Map.of(), Set.of());
  private static final int MOST = 50;

  SessionTags {
    values = Map.copyOf(values);
    transitive = Set.copyOf(transitive);
  }

  /** The tags that a request gives, on top of those that came along. */
  static SessionTags of(List<Tag> given, List<String> transitiveKeys, SessionTags before) {
    Map<String, String> values = new LinkedHashMap<>();
    before
        .values()
        .forEach((key, value) -> {
          if (before.transitive().contains(key)) {
            values.put(key, value);
          }
        });
    Set<String> transitive = new TreeSet<>(values.keySet());
    Set<String> seen = new TreeSet<>();
    values.keySet().forEach(key -> seen.add(key.toLowerCase(Locale.ROOT)));
    for (Tag tag : given) {
      if (!seen.add(tag.key().toLowerCase(Locale.ROOT))) {
        throw Sessions.invalid(
            "Tag key '"
                + tag.key()
                + "' is given twice, or came along from the session that assumes the role.");
      }
      if (tag.key().length() > 128 || tag.value().length() > 256) {
        throw Sessions.invalid("Tag '" + tag.key() + "' is longer than 128 and 256 characters.");
      }
      values.put(tag.key(), tag.value());
    }
    for (String key : transitiveKeys) {
      if (!values.containsKey(key)) {
        throw Sessions.invalid("Transitive tag key '" + key + "' is not among the tags.");
      }
      transitive.add(key);
    }
    if (values.size() > MOST) {
      throw Sessions.invalid("A session has at most " + MOST + " tags.");
    }
    return new SessionTags(values, transitive);
  }

  /** With those of the role, which give way. */
  Map<String, String> over(Map<String, String> roleTags) {
    Map<String, String> all = new LinkedHashMap<>(roleTags);
    for (Map.Entry<String, String> tag : values.entrySet()) {
      all.keySet().removeIf(tag.getKey()::equalsIgnoreCase);
      all.put(tag.getKey(), tag.getValue());
    }
    return all;
  }
}
