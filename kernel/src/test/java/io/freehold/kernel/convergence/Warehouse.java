package io.freehold.kernel.convergence;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Intent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The smallest cloud that can do everything wrong that a cloud does. */
final class Warehouse {
  record Thing(Box box, String owner, String node, Instant born, boolean broken) {}

  final Map<String, Thing> things = new LinkedHashMap<>();
  final Map<String, Integer> calls = new TreeMap<>();
  final List<String> written = new ArrayList<>();

  /** With which things were to be created. */
  final List<String> tokens = new ArrayList<>();

  private final Clock clock;
  private final Map<String, Instant> leaving = new HashMap<>();
  private Duration hidden = Duration.ZERO;
  private Duration lingering = Duration.ZERO;
  private int next = 1;
  private int loseAnswers;
  private int refuse;
  private int breakNext;
  private boolean unmarked;
  private boolean deaf;
  private final Map<String, Integer> left = new HashMap<>();
  final Set<String> onTheWay = new HashSet<>();

  Warehouse(Clock clock) {
    this.clock = clock;
  }

  /** From now on this is on its way, or is there. */
  void keepOnItsWay(String id, boolean still) {
    if (still) {
      onTheWay.add(id);
    } else {
      onTheWay.remove(id);
    }
  }

  void hideNewThingsFor(Duration time) {
    hidden = time;
  }

  /** What is deleted from now on is seen for so long. */
  void seeDeletedThingsFor(Duration time) {
    lingering = time;
  }

  /** Every thing that is there now has so many parts, which are taken away one a call. */
  void makeDeletionsTake(int parts) {
    things.keySet().forEach(id -> left.put(id, parts));
  }

  /** A change of what is there is accepted, and changes nothing. */
  void ignoreChanges() {
    deaf = true;
  }

  boolean deletePart(String id) {
    if (left.merge(id, -1, Integer::sum) > 0) {
      written.add("delete part of " + id);
      return false;
    }
    delete(id);
    return true;
  }

  void loseNextAnswer() {
    loseAnswers++;
  }

  void refuseNext() {
    refuse++;
  }

  void breakNext() {
    breakNext++;
  }

  void put(String id, Box box, String owner) {
    things.put(id, new Thing(box, owner, "", Instant.EPOCH, false));
  }

  /** The next creation comes to an end before the marks are on, and is not answered. */
  void loseNextBeforeItsMarks() {
    unmarked = true;
    loseNextAnswer();
  }

  void count(String call) {
    calls.merge(call, 1, Integer::sum);
  }

  Optional<Thing> visible(String id) {
    Instant end = leaving.get(id);
    if (end != null && !end.isAfter(clock.instant())) {
      things.remove(id);
    }
    return Optional.ofNullable(things.get(id))
        .filter(thing -> !thing.born().plus(hidden).isAfter(clock.instant()));
  }

  List<String> find(String owner, String node) {
    count("find");
    return things.keySet().stream()
        .filter(id -> visible(id).isPresent())
        .filter(id -> things.get(id).owner().equals(owner) && things.get(id).node().equals(node))
        .toList();
  }

  String create(Optional<String> name, Box box, Intent intent) {
    written.add("create " + intent.node());
    tokens.add(intent.token());
    if (refuse > 0) {
      refuse--;
      throw new FailureException(Failure.refused(Failure.Kind.QUOTA, "Full", "no room"));
    }
    String id = name.orElseGet(() -> "box-" + next++);
    if (things.containsKey(id)) {
      throw new FailureException(Failure.refused(Failure.Kind.CONFLICT, "Exists", id));
    }
    String owner = unmarked ? "" : intent.owner().name();
    unmarked = false;
    things.put(id, new Thing(box, owner, intent.node(), clock.instant(), breakNext-- > 0));
    answer();
    return id;
  }

  void mark(String id, Intent intent) {
    written.add("mark " + id);
    things.computeIfPresent(
        id,
        (key, old) ->
            new Thing(old.box(), intent.owner().name(), intent.node(), old.born(), old.broken()));
    answer();
  }

  void change(String id, Box box) {
    written.add("change " + id);
    if (deaf) {
      return;
    }
    things.computeIfPresent(
        id, (key, old) -> new Thing(box, old.owner(), old.node(), old.born(), false));
    answer();
  }

  void delete(String id) {
    written.add("delete " + id);
    if (things.values().stream().anyMatch(thing -> thing.box().parent().equals(id))) {
      throw new FailureException(
          Failure.refused(Failure.Kind.DEPENDENCY, "InUse", id + " has something on it"));
    }
    if (lingering.isZero()) {
      things.remove(id);
    } else {
      leaving.putIfAbsent(id, clock.instant().plus(lingering));
    }
    answer();
  }

  private void answer() {
    if (loseAnswers > 0) {
      loseAnswers--;
      throw new FailureException(Failure.unknown(Failure.Kind.TRANSIENT, "NoAnswer", "time-out"));
    }
  }
}
