package io.freehold.simulator.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one cluster. Objects that are in it are never changed, only replaced. Guarded by
 * the cluster's lock.
 */
public final class ObjectStore {
  private static final int LOG = 4000;

  private final Map<GroupResource, NavigableMap<ObjectKey, ObjectNode>> objects = new HashMap<>();
  private final Map<GroupResource, Long> changed = new HashMap<>();
  private final Map<String, ObjectKey> byUid = new HashMap<>();
  private final NavigableMap<ObjectKey, ObjectNode> owned = new TreeMap<>();
  private final NavigableMap<ObjectKey, ObjectNode> deleting = new TreeMap<>();
  private final Deque<Change> log = new ArrayDeque<>();
  private long revision = 1;
  private long uidsChanged;
  private long ownersChanged;
  private long deletionsChanged;
  private long forgotten;

  /** The latest revision. */
  public long revision() {
    return revision;
  }

  /** The revision since which this resource's objects are as they are. */
  public long changed(GroupResource resource) {
    return changed.getOrDefault(resource, 0L);
  }

  /** The revision since which the same objects are there. */
  public long uidsChanged() {
    return uidsChanged;
  }

  /** The revision since which {@link #owned} has the same objects, owners and deletions. */
  public long ownersChanged() {
    return ownersChanged;
  }

  /** The revision since which {@link #deleting} is as it is. */
  public long deletionsChanged() {
    return deletionsChanged;
  }

  public @Nullable ObjectNode get(ObjectKey key) {
    return of(key.resource()).get(key);
  }

  public boolean has(String uid) {
    return byUid.containsKey(uid);
  }

  /** What the object with this uid is called, or null. */
  public @Nullable ObjectKey key(String uid) {
    return byUid.get(uid);
  }

  /** In the order of namespace and name; every namespace if that is empty. */
  public Collection<ObjectNode> list(GroupResource resource, String namespace) {
    return keyed(resource, namespace).values();
  }

  /** The same with their keys. The result stays as it is when the store changes. */
  public NavigableMap<ObjectKey, ObjectNode> keyed(GroupResource resource, String namespace) {
    NavigableMap<ObjectKey, ObjectNode> all = of(resource);
    if (namespace.isEmpty()) {
      return new TreeMap<>(all);
    }
    return new TreeMap<>(
        all.subMap(
            new ObjectKey(resource, namespace, ""),
            true,
            new ObjectKey(resource, namespace + "\0", ""),
            false));
  }

  /** Every object that names an owner. */
  public NavigableMap<ObjectKey, ObjectNode> owned() {
    return new TreeMap<>(owned);
  }

  /** Every object that is marked as deleted. */
  public NavigableMap<ObjectKey, ObjectNode> deleting() {
    return new TreeMap<>(deleting);
  }

  /** Every object. */
  public NavigableMap<ObjectKey, ObjectNode> all() {
    NavigableMap<ObjectKey, ObjectNode> all = new TreeMap<>();
    objects.values().forEach(all::putAll);
    return all;
  }

  /** Stores an object under the next revision, which is written into it. */
  public ObjectNode put(ObjectKey key, ObjectNode object) {
    revision++;
    object.withObjectProperty("metadata").put("resourceVersion", String.valueOf(revision));
    ObjectNode before = of(key.resource()).put(key, object);
    changed.put(key.resource(), revision);
    JsonNode metadata = object.path("metadata");
    JsonNode earlier = before == null ? MissingNode.getInstance() : before.path("metadata");
    if (!metadata.path("uid").equals(earlier.path("uid"))) {
      uidsChanged = revision;
    }
    byUid.put(metadata.path("uid").asText(), key);
    boolean isDeleting = metadata.has("deletionTimestamp");
    if (!metadata.path("ownerReferences").equals(earlier.path("ownerReferences"))
        || isDeleting != earlier.has("deletionTimestamp")) {
      ownersChanged = revision;
    }
    if (metadata.path("ownerReferences").isEmpty()) {
      owned.remove(key);
    } else {
      owned.put(key, object);
    }
    if (isDeleting) {
      deleting.put(key, object);
      deletionsChanged = revision;
    } else if (deleting.remove(key) != null) {
      deletionsChanged = revision;
    }
    remember(new Change(revision, key, before, object, null));
    return object;
  }

  public void remove(ObjectKey key) {
    ObjectNode before = of(key.resource()).remove(key);
    if (before == null) {
      return;
    }
    revision++;
    changed.put(key.resource(), revision);
    uidsChanged = revision;
    if (owned.remove(key) != null) {
      ownersChanged = revision;
    }
    if (deleting.remove(key) != null) {
      deletionsChanged = revision;
    }
    byUid.remove(before.path("metadata").path("uid").asText());
    ObjectNode last = before.deepCopy();
    last.withObjectProperty("metadata").put("resourceVersion", String.valueOf(revision));
    remember(new Change(revision, key, before, null, last));
  }

  /** Whether the log still has everything after this revision. */
  public boolean remembers(long since) {
    return since >= forgotten && since <= revision;
  }

  /** The changes of one resource after a revision, oldest first. */
  public List<Change> since(long from, GroupResource resource) {
    List<Change> found = new ArrayList<>();
    Iterator<Change> newestFirst = log.descendingIterator();
    while (newestFirst.hasNext()) {
      Change change = newestFirst.next();
      if (change.revision() <= from) {
        break;
      }
      if (change.key().resource().equals(resource)) {
        found.add(change);
      }
    }
    return found.reversed();
  }

  private void remember(Change change) {
    log.addLast(change);
    if (log.size() > LOG) {
      forgotten = log.removeFirst().revision();
    }
  }

  private NavigableMap<ObjectKey, ObjectNode> of(GroupResource resource) {
    return objects.computeIfAbsent(resource, _ -> new TreeMap<>());
  }
}
