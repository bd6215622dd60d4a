package io.freehold.simulator.kubernetes.kind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The kinds of one cluster. Read without a lock; changed only under that of the cluster. */
public final class KindRegistry {
  private record Path(String group, String version, String plural) {}

  private static final Map<Path, ResourceKind> BUILT_IN = builtIn();

  private final Map<Path, ResourceKind> custom = new ConcurrentHashMap<>();
  private final AtomicInteger changes = new AtomicInteger();

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
    Path path = new Path(group, version, plural);
    return Optional.ofNullable(BUILT_IN.get(path)).or(() -> Optional.ofNullable(custom.get(path)));
  }

  /** Some version of a resource: for objects that are handled whatever their version. */
  public Optional<ResourceKind> find(GroupResource resource) {
    return all().stream().filter(kind -> kind.resource().equals(resource)).findFirst();
  }

  /** The kind of an object's {@code apiVersion} and {@code kind}. */
  public Optional<ResourceKind> ofObject(String apiVersion, String kind) {
    return all().stream()
        .filter(one -> one.apiVersion().equals(apiVersion) && one.kind().equals(kind))
        .findFirst();
  }

  /** Some kind of this name, whatever its group. */
  public Optional<ResourceKind> named(String kind) {
    return all().stream().filter(one -> one.kind().equals(kind)).findFirst();
  }

  /** Every kind, those of custom resources last and in a fixed order. */
  public List<ResourceKind> all() {
    List<ResourceKind> kinds = new ArrayList<>(BUILT_IN.values());
    custom.values().stream()
        .sorted(
            Comparator.comparing(ResourceKind::group)
                .thenComparing(ResourceKind::version)
                .thenComparing(ResourceKind::plural))
        .forEach(kinds::add);
    return kinds;
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
    custom.values().removeIf(kind -> kind.resource().equals(resource));
    kinds.forEach(kind -> custom.put(path(kind), kind));
    changes.incrementAndGet();
  }

  /** How often the custom kinds changed: part of what discovery's caches go by. */
  public int changes() {
    return changes.get();
  }
}
