package io.freehold.kubernetes.resource;

import java.util.Set;

/**
 * The fields of a kind that are not changed like others. Paths are without the indices of lists, as
 * in {@code spec.template.spec.containers}.
 *
 * @param shared lists that the API merges item by item, so that applying ours leaves an item that
 *     somebody else put there: they are replaced as a whole
 * @param whole objects that the API takes as one value: what others add is a difference
 * @param fixed what the API refuses to change once the object exists, with all below it
 */
record Fields(Set<String> shared, Set<String> whole, Set<String> fixed) {
  static final Fields PLAIN = new Fields(Set.of(), Set.of(), Set.of());

  Fields {
    shared = Set.copyOf(shared);
    whole = Set.copyOf(whole);
    fixed = Set.copyOf(fixed);
  }

  static Fields fixed(String... paths) {
    return new Fields(Set.of(), Set.of(), Set.of(paths));
  }

  /** Whether a change at that path, with indices, is refused. */
  boolean isFixed(String path) {
    return fixed.stream().anyMatch(one -> isWithin(path, one));
  }

  /** Whether a path, with indices, is that other one or below it. */
  static boolean isWithin(String path, String other) {
    String plain = plain(path);
    return plain.equals(other) || plain.startsWith(other + ".");
  }

  /** The path without the indices of lists. */
  static String plain(String path) {
    return path.replaceAll("\\[[^]]*]", "");
  }
}
