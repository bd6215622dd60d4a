package io.freehold.kubernetes.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object as it should be: what is applied, no more.
 *
 * @param namespace empty for an object of the whole cluster
 * @param name its name
 * @param content everything but apiVersion, kind and metadata: {@code spec}, {@code data}, …
 * @param labels besides the owner's
 * @param annotations of ours
 * @param digest of the content, made once: definitions of custom resources are large
 */
public record Manifest(
    String namespace,
    String name,
    Map<String, Object> content,
    Map<String, String> labels,
    Map<String, String> annotations,
    String digest) {

  /** An object in a namespace. */
  public static Manifest of(String namespace, String name, Map<String, Object> content) {
    return new Manifest(namespace, name, content, Map.of(), Map.of(), Tree.digest(content));
  }

  /** An object of the whole cluster. */
  public static Manifest ofCluster(String name, Map<String, Object> content) {
    return of("", name, content);
  }

  public Manifest withLabels(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(more);
    return new Manifest(namespace, name, content, Map.copyOf(all), annotations, digest);
  }

  public Manifest withAnnotations(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    all.putAll(more);
    return new Manifest(namespace, name, content, labels, Map.copyOf(all), digest);
  }

  /** The same, whose pods have more annotations: with other ones they start anew. */
  public Manifest withPodAnnotations(Map<String, String> more) {
    Map<String, Object> whole =
        Tree.with(content, more, List.of("spec", "template", "metadata", "annotations"));
    return new Manifest(namespace, name, whole, labels, annotations, Tree.digest(whole));
  }

  /** The same, that counts as usable as soon as it exists: what it comes to is looked at apart. */
  public Manifest unawaited() {
    return withAnnotations(Map.of(Readiness.AWAITED, "false"));
  }

  /** The same under another name. */
  public Manifest named(String other) {
    return new Manifest(namespace, other, content, labels, annotations, digest);
  }

  /** The first field, by its path, in which another object of the same kind is not the same. */
  public Optional<String> firstDifference(Manifest other) {
    return Stream.concat(differences(other), other.differences(this)).findFirst();
  }

  private Stream<String> differences(Manifest other) {
    return Tree.differences(Fields.PLAIN, whole(), other.whole()).stream()
        .map(Tree.Difference::path);
  }

  private Map<String, Object> whole() {
    Map<String, Object> whole = new LinkedHashMap<>(content);
    whole.put("metadata", Map.of("labels", labels, "annotations", annotations));
    return whole;
  }

  /** Namespace and name, with a slash between them. */
  public String id() {
    return namespace + "/" + name;
  }

  /** Without its content, which may be a secret. */
  @Override
  public String toString() {
    return id() + " " + digest;
  }
}
