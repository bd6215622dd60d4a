package io.freehold.kubernetes.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a kind that are not changed like others. Paths are without the indices of lists, as
 * in {@code spec.template.spec.containers}.
 *
 * @param shared lists that the API merges item by item, so that applying ours leaves an item that
 *     somebody else put there: they are replaced as a whole
 * @param whole objects that are wholly ours: what others add is a difference, and is taken out
 *     whether the API takes them as one value or field by field
 * @param fixed what the API refuses to change once the object exists, with all below it
 * @param rule how values are compared
 * @param areHidden whether what differs is never shown, since it may be a secret
 */
record Fields(
    Set<String> shared, Set<String> whole, Set<String> fixed, Rule rule, boolean areHidden) {

  /** How values are compared. */
  enum Rule {
    /** As they are. */
    EXACT,
    /**
     * As Kubernetes' own kinds keep them: what is zero or empty may be left out, and quantities are
     * written in their shortest form.
     */
    CANONICAL,
    /** Not at all: it is enough that the object exists. */
    EXISTENCE
  }

  static final Fields PLAIN = new Fields(Set.of(), Set.of(), Set.of());

  /** A kind of Kubernetes' own without anything special. */
  static final Fields BUILT_IN = PLAIN.canonical();

  Fields {
    shared = Set.copyOf(shared);
    whole = Set.copyOf(whole);
    fixed = Set.copyOf(fixed);
  }

  Fields(Set<String> shared, Set<String> whole, Set<String> fixed) {
    this(shared, whole, fixed, Rule.EXACT, false);
  }

  static Fields fixed(String... paths) {
    return new Fields(Set.of(), Set.of(), Set.of(paths));
  }

  static Fields wholly(String... paths) {
    return new Fields(Set.of(), Set.of(paths), Set.of());
  }

  /** Those of a kind that makes pods of a template, with what else it cannot change. */
  static Fields ofWorkload(String... fixed) {
    return ofPods("spec.template.spec.", fixed);
  }

  /**
   * The same for one whose template is elsewhere: {@code pod} is where the pods' own spec begins.
   */
  static Fields ofPods(String pod, String... fixed) {
    Set<String> shared = new HashSet<>();
    for (String list :
        List.of(
            "containers",
            "initContainers",
            "volumes",
            "imagePullSecrets",
            "hostAliases",
            "topologySpreadConstraints")) {
      shared.add(pod + list);
    }
    return new Fields(
        shared,
        Set.of(
            "spec.selector", pod + "nodeSelector", pod + "topologySpreadConstraints.labelSelector"),
        Set.of(fixed),
        Rule.CANONICAL,
        false);
  }

  Fields canonical() {
    return new Fields(shared, whole, fixed, Rule.CANONICAL, areHidden);
  }

  Fields byExistence() {
    return new Fields(shared, whole, fixed, Rule.EXISTENCE, areHidden);
  }

  Fields hidden() {
    return new Fields(shared, whole, fixed, rule, true);
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
