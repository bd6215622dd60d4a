package io.freehold.simulator.logs;

import io.freehold.simulator.aws.place.Location;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A log group.
 *
 * @param retentionDays how long events are kept; empty for ever
 */
record Group(
    Location location,
    String name,
    Instant created,
    Optional<Integer> retentionDays,
    Map<String, String> tags) {
  Group {
    tags = Map.copyOf(tags);
  }

  /** As the tagging calls and the answers' newer field spell it. */
  String arn() {
    return arn(location, name);
  }

  static String arn(Location location, String name) {
    return location.arn("logs", "log-group:" + name);
  }

  /** As policies and the answers' older field spell it: with the streams. */
  static String arnWithStreams(Location location, String name) {
    return arn(location, name) + ":*";
  }

  Group keeping(Optional<Integer> days) {
    return new Group(location, name, created, days, tags);
  }

  Group tagged(Map<String, String> next) {
    return new Group(location, name, created, retentionDays, next);
  }
}
