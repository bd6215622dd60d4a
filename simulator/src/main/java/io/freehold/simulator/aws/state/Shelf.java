package io.freehold.simulator.aws.state;

import io.freehold.simulator.aws.lever.Levers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind in one account and region, by id. A value is immutable; a thing is the list of
 * its values over time, in which the future may be written down already: a NAT gateway is put as
 * {@code pending} and scheduled to be {@code available} in 110 seconds, and nothing has to run in
 * between.
 *
 * <p>Three ways to look: {@link #actual} is the truth, for uniqueness and references between
 * things. {@link #known} leaves out what is too new to be found; calls that name a thing go by it.
 * {@link #seen} is what reads show: besides, it may be old.
 *
 * <p>Not safe by itself: used under the world's lock.
 *
 * @param <T> the value; the SDK's own model types serve well
 */
public final class Shelf<T> {
  /** A removed thing is forgotten when no stale read can reach back to it. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private record Version<T>(Instant at, @Nullable T value) {}

  private record Thing<T>(Instant visibleFrom, List<Version<T>> versions) {}

  private final Clock clock;
  private final Levers levers;
  private final Map<String, Thing<T>> things = new LinkedHashMap<>();

  public Shelf(Clock clock, Levers levers) {
    this.clock = clock;
    this.levers = levers;
  }

  /** A new thing, from now on. An id may be used again after its thing is gone. */
  public void put(String id, T value) {
    forgetOldOnes();
    Instant now = clock.instant();
    List<Version<T>> versions = new ArrayList<>();
    versions.add(new Version<>(now, value));
    things.put(id, new Thing<>(now.plus(levers.hiding()), versions));
  }

  /** Changes a thing now, and what is scheduled for it likewise. */
  public void change(String id, UnaryOperator<T> change) {
    Thing<T> thing = existing(id);
    Instant now = clock.instant();
    T current = valueAt(thing, now);
    if (current == null) {
      throw new IllegalStateException("shelf: nothing at " + id + " to change");
    }
    List<Version<T>> versions = thing.versions();
    for (int i = 0; i < versions.size(); i++) {
      Version<T> version = versions.get(i);
      T value = version.value();
      if (version.at().isAfter(now) && value != null) {
        versions.set(i, new Version<>(version.at(), change.apply(value)));
      }
    }
    insert(versions, new Version<>(now, change.apply(current)));
  }

  /**
   * Writes down what becomes of the latest value at that time, or when the thing was made if that
   * is later: a clock that runs by itself goes on between the two.
   */
  public void schedule(String id, Instant at, UnaryOperator<T> change) {
    Thing<T> thing = existing(id);
    Instant first = thing.versions().getFirst().at();
    Instant when = at.isBefore(first) ? first : at;
    T latest = valueAt(thing, when);
    if (latest == null) {
      throw new IllegalStateException("shelf: nothing at " + id + " to change at " + when);
    }
    insert(thing.versions(), new Version<>(when, change.apply(latest)));
  }

  /** Forgets everything that is scheduled for a thing. */
  public void cancelScheduled(String id) {
    Instant now = clock.instant();
    existing(id).versions().removeIf(version -> version.at().isAfter(now));
  }

  /** Removes a thing now, and what is scheduled for it. */
  public void remove(String id) {
    cancelScheduled(id);
    insert(existing(id).versions(), new Version<>(clock.instant(), null));
  }

  /**
   * Removes a thing at that time, or with its latest change if that is later: a clock that runs by
   * itself goes on between the two.
   */
  public void removeAt(String id, Instant at) {
    List<Version<T>> versions = existing(id).versions();
    Instant now = clock.instant();
    Instant when = at;
    for (Version<T> version : versions) {
      if (!version.at().isAfter(now) && version.at().isAfter(when)) {
        when = version.at();
      }
    }
    insert(versions, new Version<>(when, null));
  }

  /** The truth now. */
  public Optional<T> actual(String id) {
    return actual(id, clock.instant());
  }

  /** The truth at a time, past or scheduled. */
  public Optional<T> actual(String id, Instant at) {
    Thing<T> thing = things.get(id);
    return thing == null ? Optional.empty() : Optional.ofNullable(valueAt(thing, at));
  }

  /** Everything that there is now, in the order in which it was made. */
  public Map<String, T> actual() {
    Map<String, T> all = new LinkedHashMap<>();
    Instant now = clock.instant();
    things.forEach((id, thing) -> {
      T value = valueAt(thing, now);
      if (value != null) {
        all.put(id, value);
      }
    });
    return all;
  }

  /** The true value, unless the thing is too new to be found. */
  public Optional<T> known(String id) {
    Thing<T> thing = things.get(id);
    if (thing == null || isHidden(thing)) {
      return Optional.empty();
    }
    return Optional.ofNullable(valueAt(thing, clock.instant()));
  }

  /** What a read shows of one thing. */
  public Optional<T> seen(String id) {
    Thing<T> thing = things.get(id);
    return thing == null ? Optional.empty() : Optional.ofNullable(seen(thing));
  }

  /** What a read shows, by id. */
  public Map<String, T> seen() {
    Map<String, T> all = new TreeMap<>();
    things.forEach((id, thing) -> {
      T value = seen(thing);
      if (value != null) {
        all.put(id, value);
      }
    });
    return all;
  }

  private @Nullable T seen(Thing<T> thing) {
    if (isHidden(thing)) {
      return null;
    }
    Instant now = clock.instant();
    Duration staleness = levers.staleness();
    T current = valueAt(thing, now);
    if (staleness.isZero()) {
      return current;
    }
    // A thing cannot be older than itself: hiding is another lever's.
    Instant then = now.minus(staleness);
    Instant first = thing.versions().getFirst().at();
    T old = valueAt(thing, then.isBefore(first) ? first : then);
    if (!Objects.equals(old, current)) {
      levers.showedOld();
    }
    return old;
  }

  private boolean isHidden(Thing<T> thing) {
    boolean hidden = clock.instant().isBefore(thing.visibleFrom());
    if (hidden && valueAt(thing, clock.instant()) != null) {
      levers.hid();
    }
    return hidden;
  }

  private Thing<T> existing(String id) {
    Thing<T> thing = things.get(id);
    if (thing == null) {
      throw new IllegalStateException("shelf: nothing at " + id);
    }
    return thing;
  }

  private static <T> @Nullable T valueAt(Thing<T> thing, Instant at) {
    T value = null;
    for (Version<T> version : thing.versions()) {
      if (version.at().isAfter(at)) {
        break;
      }
      value = version.value();
    }
    return value;
  }

  /** Keeps the list in the order of time; of two at the same time the later insertion wins. */
  private static <T> void insert(List<Version<T>> versions, Version<T> version) {
    int index = versions.size();
    while (index > 0 && versions.get(index - 1).at().isAfter(version.at())) {
      index--;
    }
    versions.add(index, version);
  }

  private void forgetOldOnes() {
    Instant horizon = clock.instant().minus(REMEMBERED).minus(levers.staleness());
    things
        .values()
        .removeIf(thing -> {
          Version<T> last = thing.versions().getLast();
          return last.value() == null && last.at().isBefore(horizon);
        });
  }
}
