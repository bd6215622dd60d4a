package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The events of one watch. While it waits it lets the controllers catch up now and then, so that a
 * watch sees what time brings without other requests.
 */
public final class WatchStream {
  private static final long LOOK_MILLIS = 200;
  private static final long BOOKMARK_NANOS = 60_000_000_000L;

  /**
   * How to watch.
   *
   * @param since the revision after which changes are told; 0 for what there is, then changes
   * @param initialBookmark mark the end of what there was
   * @param bookmarks tell the revision now and then
   * @param timeoutSeconds of real time
   * @param table send rows of tables
   */
  record Options(
      long since, boolean initialBookmark, boolean bookmarks, long timeoutSeconds, boolean table) {}

  private final ClusterPort cluster;
  private final ClusterState state;
  private final ResourceKind kind;
  private final String namespace;
  private final Predicate<JsonNode> taken;
  private final Options options;

  WatchStream(
      ClusterPort cluster,
      ResourceKind kind,
      String namespace,
      Predicate<JsonNode> taken,
      Options options) {
    this.cluster = cluster;
    this.state = cluster.state();
    this.kind = kind;
    this.namespace = namespace;
    this.taken = taken;
    this.options = options;
  }

  /** Writes events until the time is over, the cluster is gone, or the client is. */
  public void writeTo(OutputStream out) throws IOException, InterruptedException {
    // Real time: it bounds a connection, not anything that the simulation computes.
    long end = System.nanoTime() + options.timeoutSeconds * 1_000_000_000L;
    long nextBookmark = System.nanoTime() + BOOKMARK_NANOS;
    long seen = options.since;
    if (seen == 0) {
      List<ObjectNode> events = new ArrayList<>();
      seen = existing(events);
      write(out, events);
    }
    out.flush();
    while (System.nanoTime() < end && cluster.open() && cluster.levers().reachable()) {
      List<ObjectNode> events = new ArrayList<>();
      long before = seen;
      seen = next(seen, events);
      write(out, events);
      if (seen < 0) {
        return;
      }
      if (options.bookmarks && System.nanoTime() > nextBookmark) {
        nextBookmark = System.nanoTime() + BOOKMARK_NANOS;
        write(out, List.of(bookmark(seen, false)));
      }
      if (seen == before) {
        cluster.catchUp();
      }
    }
  }

  private long existing(List<ObjectNode> events) {
    state.lock().lock();
    try {
      for (ObjectNode object : state.store().list(kind.resource(), namespace)) {
        if (taken.test(object)) {
          events.add(event("ADDED", object));
        }
      }
      long revision = state.store().revision();
      if (options.initialBookmark) {
        events.add(bookmark(revision, true));
      }
      return revision;
    } finally {
      state.lock().unlock();
    }
  }

  /** Collects what came after a revision, waiting a little where nothing did; -1 at the end. */
  private long next(long seen, List<ObjectNode> events) throws InterruptedException {
    state.lock().lock();
    try {
      if (!state.store().remembers(seen)) {
        events.add(
            event(
                "ERROR",
                Refusals.expired(
                        "too old resource version: " + seen + " (" + state.store().revision() + ")")
                    .toStatus()));
        return -1;
      }
      state.awaitChange(seen, LOOK_MILLIS);
      for (Change change : state.store().since(seen, kind.resource())) {
        if (namespace.isEmpty() || change.key().namespace().equals(namespace)) {
          add(change, events);
        }
      }
      return state.store().revision();
    } finally {
      state.lock().unlock();
    }
  }

  /** An object that leaves the selection is told as deleted, one that enters it as added. */
  private void add(Change change, List<ObjectNode> events) {
    ObjectNode before = change.before();
    ObjectNode after = change.after();
    boolean was = before != null && taken.test(before);
    boolean is = after != null && taken.test(after);
    if (after != null && is) {
      events.add(event(was ? "MODIFIED" : "ADDED", after));
    } else if (was) {
      ObjectNode last = change.last() == null ? after : change.last();
      if (last != null) {
        events.add(event("DELETED", last));
      }
    }
  }

  private ObjectNode event(String type, ObjectNode object) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("type", type);
    event.set(
        "object",
        switch (type) {
          case "ERROR", "BOOKMARK" -> object;
          default ->
              options.table
                  ? TableView.ofOne(kind, object, state.now())
                  : Writes.inVersion(kind, object);
        });
    return event;
  }

  private ObjectNode bookmark(long revision, boolean endOfInitial) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("resourceVersion", String.valueOf(revision)).putNull("creationTimestamp");
    if (endOfInitial) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return event("BOOKMARK", object);
  }

  private static void write(OutputStream out, List<ObjectNode> events) throws IOException {
    for (ObjectNode event : events) {
      out.write(Json.write(event));
      out.write('\n');
    }
    if (!events.isEmpty()) {
      out.flush();
    }
  }
}
