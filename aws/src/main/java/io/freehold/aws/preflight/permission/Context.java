package io.freehold.aws.preflight.permission;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;

/** What a request would know: condition keys, their types and values. */
record Context(SortedMap<String, Values> keys) {

  /** What a key has. */
  record Values(ContextKeyTypeEnum type, List<String> values) {
    Values {
      values = List.copyOf(values);
    }
  }

  Context {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  static Context none() {
    return new Context(new TreeMap<>());
  }

  Context with(String key, String value) {
    return with(key, new Values(ContextKeyTypeEnum.STRING, List.of(value)));
  }

  Context withTruth(String key, boolean value) {
    return with(key, new Values(ContextKeyTypeEnum.BOOLEAN, List.of(String.valueOf(value))));
  }

  Context withAll(String key, Collection<String> values) {
    return with(key, new Values(ContextKeyTypeEnum.STRING_LIST, values.stream().sorted().toList()));
  }

  /** One key for each tag, named after it. */
  Context withTags(String key, Map<String, String> tags) {
    Context all = this;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      all = all.with(key + "/" + tag.getKey(), tag.getValue());
    }
    return all;
  }

  private Context with(String key, Values values) {
    SortedMap<String, Values> all = new TreeMap<>(keys);
    all.put(key, values);
    return new Context(all);
  }

  /** The value of a key that has one. */
  Optional<String> first(String key) {
    return Optional.ofNullable(keys.get(key)).map(values -> values.values().getFirst());
  }

  List<ContextEntry> entries() {
    return keys.entrySet().stream()
        .map(entry ->
            ContextEntry.builder()
                .contextKeyName(entry.getKey())
                .contextKeyType(entry.getValue().type())
                .contextKeyValues(entry.getValue().values())
                .build())
        .toList();
  }
}
