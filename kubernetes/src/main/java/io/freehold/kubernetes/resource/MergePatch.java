package io.freehold.kubernetes.resource;

import io.freehold.kernel.resource.Diff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes ahead of applying, because applying leaves what others own beside ours: our items of
 * shared lists, as all that there are, and null for each field that others have put into objects
 * that are wholly ours. It is a JSON merge patch, to which null means taking out (<a
 * href="https://www.rfc-editor.org/rfc/rfc7386">source</a>). It cannot name an item of a list:
 * lists that are not shared are replaced by applying.
 *
 * @param content nothing, where applying does all
 */
record MergePatch(Map<String, @Nullable Object> content) {
  static MergePatch of(
      Fields fields, Diff diff, Map<String, Object> wanted, Map<String, Object> found) {
    MergePatch patch = new MergePatch(new LinkedHashMap<>());
    fields.shared().stream()
        .filter(list -> diff.changes().stream().anyMatch(one -> Fields.isWithin(one.field(), list)))
        .sorted()
        .forEach(list -> patch.replaceList(names(list), wanted));
    fields.whole().stream().sorted().forEach(path -> patch.takeOut(names(path), wanted, found));
    return patch;
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  private void replaceList(List<String> at, Map<String, Object> wanted) {
    Tree.at(wanted, at.toArray(String[]::new))
        .ifPresent(list -> in(at.subList(0, at.size() - 1)).put(at.getLast(), list));
  }

  /** The names of labels have dots in them: only the object's own path is one. */
  private void takeOut(List<String> at, Map<String, Object> wanted, Map<String, Object> found) {
    String[] path = at.toArray(String[]::new);
    if (Tree.at(wanted, path).orElse("") instanceof Map<?, ?> ours
        && Tree.at(found, path).orElse("") instanceof Map<?, ?> theirs) {
      theirs.keySet().stream()
          .filter(name -> !ours.containsKey(name))
          .forEach(name -> in(at).put(String.valueOf(name), null));
    }
  }

  @SuppressWarnings("unchecked") // made here
  private Map<String, @Nullable Object> in(List<String> path) {
    Map<String, @Nullable Object> object = content;
    for (String name : path) {
      object =
          (Map<String, @Nullable Object>)
              Objects.requireNonNull(
                  object.computeIfAbsent(
                      name, any -> new LinkedHashMap<String, @Nullable Object>()));
    }
    return object;
  }

  private static List<String> names(String path) {
    return List.of(path.split("\\."));
  }
}
