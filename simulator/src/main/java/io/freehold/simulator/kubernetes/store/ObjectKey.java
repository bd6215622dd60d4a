package io.freehold.simulator.kubernetes.store;

import io.freehold.simulator.kubernetes.kind.GroupResource;

/**
 * Which object.
 *
 * @param namespace empty for objects outside namespaces
 */
public record ObjectKey(GroupResource resource, String namespace, String name)
    implements Comparable<ObjectKey> {
  @Override
  public int compareTo(ObjectKey other) {
    int byResource = resource.compareTo(other.resource);
    if (byResource != 0) {
      return byResource;
    }
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return resource + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
