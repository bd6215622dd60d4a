package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
      areas.computeIfAbsent(Area.of(resource.kind()), area -> new ArrayList<>()).add(resource);
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

  /** The nodes that a resource still waits for. */
  List<String> blockers(Resource resource) {
    return resource.dependsOn().stream().filter(this::unfinished).toList();
  }

  private boolean unfinished(String node) {
    for (Resource resource : resources) {
      if (Objects.equals(resource.node(), node)) {
        return Stage.of(resource) != Stage.DONE;
      }
    }
    return false;
  }
}
