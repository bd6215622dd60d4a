package io.freehold.kernel.convergence;

import io.freehold.kernel.graph.Place;
import io.freehold.kernel.resource.Foresight;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.ResourceType;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The reads of one pass: the first look at any thing of a kind looks at all of that kind at once.
 *
 * @param <C> all the clouds
 */
final class Sight<C> {
  private final C clouds;
  private final Memory memory;
  private final Clock clock;
  private final Map<String, Set<String>> idsByKind = new HashMap<>();
  private final Map<String, Observation<?>> seen = new HashMap<>();
  private final Map<String, RuntimeException> failed = new HashMap<>();
  private final Map<String, Set<String>> established = new HashMap<>();
  private final Set<String> foretold = new HashSet<>();

  Sight(C clouds, Memory memory, Clock clock) {
    this.clouds = clouds;
    this.memory = memory;
    this.clock = clock;
  }

  /** This id will be asked for. */
  void expect(String place, String kind, String id) {
    idsByKind.computeIfAbsent(kindKey(place, kind), key -> new HashSet<>()).add(id);
  }

  /** The thing of that id was seen usable in an earlier pass: it is not too new to be found. */
  void establish(String place, String id) {
    established.computeIfAbsent(place, key -> new HashSet<>()).add(id);
  }

  /** What is there under that id. Throws what the cloud's client throws. */
  @SuppressWarnings("unchecked") // what is kept under a kind's key was observed by that kind
  <X, O> Observation<O> look(Place<C, X> place, ResourceType<X, ?, O> type, String id) {
    String kind = kindKey(place.name(), type.kind());
    expect(place.name(), type.kind(), id);
    Observation<?> known = seen.get(key(kind, id));
    if (known == null) {
      lookAtAll(place, type, kind);
      known = seen.getOrDefault(key(kind, id), Observation.absent());
    }
    return (Observation<O>) known;
  }

  /** What was seen of it no longer holds. */
  void changed(String place, String kind, String id) {
    String key = key(kindKey(place, kind), id);
    seen.remove(key);
    memory.forget(key);
  }

  private <X> void lookAtAll(Place<C, X> place, ResourceType<X, ?, ?> type, String kind) {
    RuntimeException before = failed.get(kind);
    if (before != null) {
      throw before;
    }
    Set<String> ids = new HashSet<>();
    for (String id : idsByKind.getOrDefault(kind, Set.of())) {
      String key = key(kind, id);
      if (!seen.containsKey(key)) {
        memory
            .fresh(key, clock)
            .ifPresentOrElse(observation -> seen.put(key, observation), () -> ids.add(id));
      }
    }
    if (ids.isEmpty()) {
      return;
    }
    try {
      X session = place.session().apply(clouds);
      foretell(place.name(), session);
      Map<String, ? extends Observation<?>> found = type.observe(session, Set.copyOf(ids));
      for (String id : ids) {
        Observation<?> observation = found.get(id);
        Observation<?> known = observation == null ? Observation.absent() : observation;
        seen.put(key(kind, id), known);
        memory.saw(key(kind, id), known, clock);
      }
    } catch (RuntimeException e) {
      failed.put(kind, e);
      throw e;
    }
  }

  /** Tells a session once what the pass expects to find there. */
  private void foretell(String place, Object session) {
    if (session instanceof Foresight foresight && foretold.add(place)) {
      Set<String> old = established.getOrDefault(place, Set.of());
      Set<String> all = new HashSet<>();
      idsByKind.forEach((kind, ids) -> {
        if (kind.startsWith(place + "/")) {
          ids.stream()
              .filter(old::contains)
              .filter(id -> memory.fresh(key(kind, id), clock).isEmpty())
              .forEach(all::add);
        }
      });
      foresight.expect(all);
    }
  }

  private static String kindKey(String place, String kind) {
    return place + "/" + kind;
  }

  private static String key(String kind, String id) {
    return kind + "#" + id;
  }
}
