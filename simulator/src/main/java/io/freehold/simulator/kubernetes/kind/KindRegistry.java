package io.freehold.simulator.kubernetes.kind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of one cluster. Read without a lock; changed only under that of the cluster. */
public final class KindRegistry {
  private record Path(String group, String version, String plural) {}

  private static final Map<Path, ResourceKind> BUILT_IN = builtIn();

  /** Everything at one moment. */
  private record Known(
      Map<Path, ResourceKind> byPath,
      Map<GroupResource, ResourceKind> byResource,
      List<ResourceKind> all,
      int changes) {}

  private volatile Known known = known(BUILT_IN, 0);

  private static Known known(Map<Path, ResourceKind> byPath, int changes) {
    Map<GroupResource, ResourceKind> byResource = new HashMap<>();
    byPath.values().forEach(kind -> byResource.putIfAbsent(kind.resource(), kind));
    return new Known(byPath, byResource, List.copyOf(byPath.values()), changes);
  }

  private static Map<Path, ResourceKind> builtIn() {
    Map<Path, ResourceKind> kinds = new LinkedHashMap<>();
    BuiltInKinds.ALL.forEach(kind -> kinds.put(path(kind), kind));
    return kinds;
  }

  private static Path path(ResourceKind kind) {
    return new Path(kind.group(), kind.version(), kind.plural());
  }

  /** The kind behind a path of the API. */
  public Optional<ResourceKind> find(String group, String version, String plural) {
    return Optional.ofNullable(known.byPath().get(new Path(group, version, plural)));
  }

  /** Some version of a resource: for objects that are handled whatever their version. */
  public Optional<ResourceKind> find(GroupResource resource) {
    return Optional.ofNullable(known.byResource().get(resource));
  }

  /** The kind of an object's {@code apiVersion} and {@code kind}. */
  public Optional<ResourceKind> ofObject(String apiVersion, String kind) {
    return all().stream()
        .filter(one -> one.apiVersion().equals(apiVersion) && one.kind().equals(kind))
        .findFirst();
  }

  /** Every kind, those of custom resources last. */
  public List<ResourceKind> all() {
    return known.all();
  }

  /** Kinds by {@code group/version}, in the order of the groups. */
  public Map<String, List<ResourceKind>> byApiVersion() {
    Map<String, List<ResourceKind>> found = new TreeMap<>();
    all()
        .forEach(
            kind -> found.computeIfAbsent(kind.apiVersion(), _ -> new ArrayList<>()).add(kind));
    return found;
  }

  /** Replaces what is known of a custom resource; an empty list takes it away. */
  public void replace(GroupResource resource, List<ResourceKind> kinds) {
    List<ResourceKind> before =
        all().stream().filter(kind -> kind.resource().equals(resource)).toList();
    if (before.equals(kinds)) {
      return;
    }
    Map<Path, ResourceKind> byPath = new LinkedHashMap<>(known.byPath());
    before.forEach(kind -> byPath.remove(path(kind)));
    kinds.forEach(kind -> byPath.put(path(kind), kind));
    known = known(byPath, known.changes() + 1);
  }

  /** How often the custom kinds changed: part of what discovery's caches go by. */
  public int changes() {
    return known.changes();
  }
}
