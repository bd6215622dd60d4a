package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.ProgressEvent;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An infrastructure's resources as they come and go: takes snapshots and events in any order and as
 * often as they come, and knows how long each resource took. What it looks like is {@link
 * TreePicture}'s matter. For use by one thread.
 */
public final class LiveTree {
  private final String title;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, Instant> begun = new HashMap<>();
  private final Map<String, Duration> took = new HashMap<>();
  private String phase = "";
  private @Nullable Progress progress;
  private Instant told = Instant.EPOCH;

  /**
   * A tree that knows of no resources yet.
   *
   * @param title the first line, like {@code k3m9x2p7qa in us-east-1}
   */
  public LiveTree(String title) {
    this.title = title;
  }

  /** One resource's step from one state to another. */
  public record Step(@Nullable Resource before, Resource after, @Nullable Duration took) {}

  /**
   * Takes the whole state; what is not in it is gone. Answers with what changed, in the given
   * order.
   *
   * @param time the control plane's time of that state
   */
  public List<Step> show(
      Instant time, String newPhase, @Nullable Progress newProgress, Collection<Resource> all) {
    Map<String, Resource> previous = new HashMap<>(resources);
    resources.clear();
    List<Step> steps = new ArrayList<>();
    for (Resource resource : all) {
      take(previous.get(resource.node()), resource, steps);
    }
    set(time, newPhase, newProgress);
    return steps;
  }

  /**
   * Whether an event is older than the latest change in the tree, and so in it already: streams
   * begin with all that was ever told.
   */
  boolean knows(ProgressEvent event) {
    for (Resource resource : resources.values()) {
      Instant since = resource.since();
      if (since != null && since.isAfter(event.time())) {
        return true;
      }
    }
    return false;
  }

  /** Takes one event; answers with what it changed. */
  public List<Step> apply(ProgressEvent event) {
    List<Step> steps = new ArrayList<>();
    for (Resource resource : event.resources()) {
      take(resources.get(resource.node()), resource, steps);
    }
    set(event.time(), event.phase(), event.progress());
    return steps;
  }

  public String phase() {
    return phase;
  }

  /** How long the present work has taken at {@code now}, which is the control plane's time. */
  Duration elapsed(Instant now) {
    return progress == null ? Duration.ZERO : snapshot(now).elapsed(progress);
  }

  /** The picture at {@code now}, which is the control plane's time. */
  public List<String> render(Instant now, TreePicture picture) {
    return picture.draw(snapshot(now));
  }

  Snapshot snapshot(Instant now) {
    List<Resource> shown = List.copyOf(resources.values());
    return new Snapshot(title, phase, progress, told, shown, Map.copyOf(took), now);
  }

  private void set(Instant time, String newPhase, @Nullable Progress newProgress) {
    phase = newPhase;
    if (newProgress != null) {
      progress = newProgress;
      told = time;
    }
  }

  private void take(@Nullable Resource before, Resource after, List<Step> steps) {
    if (before != null && isOlder(after, before)) {
      resources.put(
          before.node(), before); // An event from before the snapshot: it is known already.
      return;
    }
    resources.put(after.node(), after);
    boolean changed = before == null || !before.state().equals(after.state());
    if (!changed) {
      return;
    }
    String node = after.node();
    Instant since = after.since();
    Duration span = null;
    switch (Stage.of(after)) {
      case ACTIVE -> {
        took.remove(node);
        if (since != null) {
          begun.putIfAbsent(node, since);
        }
      }
      case DONE, GONE -> {
        Instant start = begun.remove(node);
        if (start != null && since != null) {
          span = Duration.between(start, since);
          took.put(node, span);
        }
      }
      case WAITING, STUCK -> {}
    }
    steps.add(new Step(before, after, span));
  }

  private static boolean isOlder(Resource one, Resource other) {
    Instant first = one.since();
    Instant second = other.since();
    return first != null && second != null && first.isBefore(second);
  }
}
