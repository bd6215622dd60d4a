package io.freehold.simulator.kubernetes.http;

import io.freehold.simulator.kubernetes.kind.KindRegistry;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.List;

/**
 * What a path names.
 *
 * @param namespace empty for all, and for kinds outside namespaces
 * @param name empty for the collection
 * @param part subresource, or empty
 */
record Target(ResourceKind kind, String namespace, String name, String part) {
  /**
   * Reads {@code /api/v1/…} and {@code /apis/<group>/<version>/…}.
   *
   * @throws io.freehold.simulator.kubernetes.status.ApiException 404 for a path that leads nowhere
   */
  static Target of(List<String> path, KindRegistry kinds) {
    boolean core = path.getFirst().equals("api");
    int from = core ? 2 : 3;
    if (path.size() <= from) {
      throw Refusals.noSuchPath();
    }
    String group = core ? "" : path.get(1);
    String version = path.get(from - 1);
    List<String> rest = path.subList(from, path.size());
    String namespace = "";
    if (rest.getFirst().equals("namespaces") && rest.size() > 2 && !isNamespacePart(rest)) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    if (rest.size() > 3) {
      throw Refusals.noSuchPath();
    }
    ResourceKind kind =
        kinds.find(group, version, rest.getFirst()).orElseThrow(Refusals::noSuchPath);
    String name = rest.size() > 1 ? rest.get(1) : "";
    if (kind.namespaced() == namespace.isEmpty() && !(name.isEmpty() && namespace.isEmpty())) {
      throw Refusals.noSuchPath();
    }
    return new Target(kind, namespace, name, rest.size() > 2 ? rest.get(2) : "");
  }

  private static boolean isNamespacePart(List<String> rest) {
    return rest.size() == 3 && (rest.get(2).equals("status") || rest.get(2).equals("finalize"));
  }

  ObjectKey key() {
    return new ObjectKey(kind.resource(), namespace, name);
  }

  /** The resource as calls are counted: {@code deployments.apps/status}. */
  String shown() {
    return kind.resource() + (part.isEmpty() ? "" : "/" + part);
  }
}
