package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that one picture of the tree shows, at one moment. */
record Snapshot(
    String title,
    String phase,
    @Nullable Progress progress,
    Instant told,
    List<Resource> resources,
    Map<String, Duration> took,
    Instant now) {

  Map<Area, List<Resource>> byArea() {
    Map<Area, List<Resource>> areas = new EnumMap<>(Area.class);
    for (Resource resource : resources) {
      areas.computeIfAbsent(Area.of(resource), area -> new ArrayList<>()).add(resource);
    }
    return areas;
  }

  /**
   * How long the present work takes by now; the control plane's figure grows old between events.
   */
  Duration elapsed(Progress known) {
    Duration figure = Duration.ofSeconds(known.secondsElapsed());
    boolean running = known.ready() < known.total() && now.isAfter(told);
    return running ? figure.plus(Duration.between(told, now)) : figure;
  }

  /** How long a resource is in its state by now. */
  Duration age(Resource resource) {
    Instant since = resource.since();
    return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  /** Where a resource stands; on the way down, what is still there has its end before it. */
  Stage stage(Resource resource) {
    Stage stage = Stage.of(resource);
    return stage == Stage.DONE && goingDown() && !resource.state().equals("kept")
        ? Stage.WAITING
        : stage;
  }

  /** Whether nothing is left to do about a resource. */
  boolean finished(Resource resource) {
    Stage stage = stage(resource);
    return stage == Stage.DONE || stage == Stage.GONE;
  }

  private boolean goingDown() {
    return phase.startsWith("delet");
  }

  /**
   * The nodes that a resource waits for: those before it on the way up, after it on the way down.
   */
  List<String> blockers(Resource resource) {
    boolean down = goingDown();
    return resources.stream()
        .filter(other -> !finished(other))
        .filter(other ->
            (down ? other : resource).dependsOn().contains((down ? resource : other).node()))
        .map(Resource::node)
        .toList();
  }
}
