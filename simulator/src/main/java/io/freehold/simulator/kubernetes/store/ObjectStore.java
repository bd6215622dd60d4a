package io.freehold.simulator.kubernetes.store;

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
  private final Map<String, ObjectKey> byUid = new HashMap<>();
  private final NavigableMap<ObjectKey, ObjectNode> owned = new TreeMap<>();
  private final NavigableMap<ObjectKey, ObjectNode> deleting = new TreeMap<>();
  private final Deque<Change> log = new ArrayDeque<>();
  private long revision = 1;
  private long forgotten;

  /** The latest revision. */
  public long revision() {
    return revision;
  }

  public @Nullable ObjectNode get(ObjectKey key) {
    return of(key.resource()).get(key);
  }

  public boolean has(String uid) {
    return byUid.containsKey(uid);
  }

  /** The object with this uid, or null. */
  public @Nullable ObjectNode find(String uid) {
    ObjectKey key = byUid.get(uid);
    return key == null ? null : get(key);
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
    byUid.put(object.path("metadata").path("uid").asText(), key);
    if (object.path("metadata").path("ownerReferences").isEmpty()) {
      owned.remove(key);
    } else {
      owned.put(key, object);
    }
    if (object.path("metadata").has("deletionTimestamp")) {
      deleting.put(key, object);
    } else {
      deleting.remove(key);
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
    owned.remove(key);
    deleting.remove(key);
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
