package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.CustomKinds;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.kind.KindRegistry;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import io.freehold.simulator.kubernetes.store.ObjectStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Everything that one cluster is. All of it is guarded by {@link #lock}. */
public final class ClusterState {
  public static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  public static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ObjectStore store = new ObjectStore();
  private final KindRegistry kinds = new KindRegistry();
  private final RandomGenerator random;
  private final Map<ObjectKey, Instant> changedAt = new HashMap<>();
  private Instant now;

  /**
   * @param start the time at which the cluster begins
   * @param random for uids and generated names
   */
  public ClusterState(Instant start, RandomGenerator random) {
    this.now = start;
    this.random = random;
  }

  public ReentrantLock lock() {
    return lock;
  }

  /** For reading; to change objects, use {@link #put} and {@link #remove}. */
  public ObjectStore store() {
    return store;
  }

  public KindRegistry kinds() {
    return kinds;
  }

  /** The cluster's time; while it catches up, an instant in the past. */
  public Instant now() {
    return now;
  }

  /** The cluster's time as objects carry it, in whole seconds. */
  public String timestamp() {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public void moveTo(Instant time) {
    now = time;
  }

  String newUid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** Five random characters, in the alphabet of Kubernetes' generated names. */
  public String nameSuffix() {
    String alphabet = "bcdfghjklmnpqrstvwxz2456789";
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      suffix.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return suffix.toString();
  }

  public static ObjectKey keyOf(ResourceKind kind, ObjectNode object) {
    return new ObjectKey(
        kind.resource(),
        kind.namespaced() ? object.path("metadata").path("namespace").asText() : "",
        object.path("metadata").path("name").asText());
  }

  /** Stores an object, tells watches, and lets a definition take effect. */
  public ObjectNode put(ObjectKey key, ObjectNode object) {
    if (key.resource().equals(DEFINITIONS)) {
      CustomKinds.shareSchemas(object);
      kinds.replace(resourceOf(object), CustomKinds.of(object));
    }
    ObjectNode stored = store.put(key, object);
    changedAt.put(key, now);
    changed.signalAll();
    return stored;
  }

  public void remove(ObjectKey key) {
    ObjectNode gone = store.get(key);
    if (gone != null && key.resource().equals(DEFINITIONS)) {
      kinds.replace(resourceOf(gone), List.of());
    }
    store.remove(key);
    changedAt.remove(key);
    changed.signalAll();
  }

  /** Since when an object is as it is. */
  public Optional<Instant> changedAt(ObjectKey key) {
    return Optional.ofNullable(changedAt.get(key));
  }

  /** The resource that a CustomResourceDefinition defines. */
  public static GroupResource resourceOf(ObjectNode definition) {
    return new GroupResource(
        definition.path("spec").path("group").asText(),
        definition.path("spec").path("names").path("plural").asText());
  }

  public Optional<ObjectNode> find(ObjectKey key) {
    return Optional.ofNullable(store.get(key));
  }

  /**
   * Waits, holding the lock before and after, until something changes or the time is over.
   *
   * @param seen the revision beyond which a change counts
   */
  public void awaitChange(long seen, long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    while (store.revision() == seen && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  /** Wakes every watch, for example because the cluster is being deleted. */
  public void wakeWatches() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
