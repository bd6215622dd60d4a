package io.freehold.kubernetes.contract;

import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An object of a kind as the product makes it, that can be had several times under other names.
 *
 * @param like what the graphs render
 */
record Sample(KubernetesKind kind, Manifest like) {

  /** One of every kind. */
  static List<Sample> all() {
    List<Rendered> rendered =
        Stream.concat(
                Rendered.platformWithCharts().stream(), Rendered.service(Rendered.SMALL).stream())
            .toList();
    return KubernetesKinds.all().stream().map(kind -> of(kind, rendered)).toList();
  }

  private static Sample of(KubernetesKind kind, List<Rendered> rendered) {
    return rendered.stream()
        .filter(one -> one.kind().equals(kind))
        // The richest: there is more that could be changed.
        .max(Comparator.comparingInt(one -> one.manifest().content().toString().length()))
        .map(one -> new Sample(kind, one.manifest()))
        .orElseThrow(() -> new AssertionError(kind.kind() + ": no graph has one"));
  }

  /** It, under a name that nothing else has. */
  Manifest at(String namespace, String suffix) {
    if (kind.equals(KubernetesKinds.CUSTOM_RESOURCE_DEFINITION)) {
      return definition(suffix);
    }
    boolean ofCluster = like.namespace().isEmpty();
    return Manifest.of(ofCluster ? "" : namespace, like.name() + "-" + suffix, like.content())
        .withLabels(like.labels());
  }

  /** The names of a definition follow from its content, and two kinds cannot have the same. */
  private static Manifest definition(String suffix) {
    String plural = "things" + suffix;
    return Manifest.ofCluster(
        plural + ".example.com",
        Map.of(
            "spec",
            Map.of(
                "group",
                "example.com",
                "scope",
                "Namespaced",
                "names",
                Map.of(
                    "kind", "Thing" + suffix,
                    "listKind", "Thing" + suffix + "List",
                    "plural", plural,
                    "singular", "thing" + suffix),
                "versions",
                List.of(
                    Map.of(
                        "name",
                        "v1",
                        "served",
                        true,
                        "storage",
                        true,
                        "schema",
                        Map.of(
                            "openAPIV3Schema",
                            Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of(
                                    "spec",
                                    Map.of(
                                        "type",
                                        "object",
                                        "x-kubernetes-preserve-unknown-fields",
                                        true)))))))));
  }

  @Override
  public String toString() {
    return kind.kind();
  }
}
