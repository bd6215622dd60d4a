package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which entry of the latency profile speaks of what. */
final class Lifetimes {
  private Lifetimes() {}

  /** For pods, by the object at the top of their owners. */
  static String key(ObjectNode root) {
    String kind = root.path("kind").asText();
    return switch (kind) {
      case "KeeperCluster", "ClickHouseCluster" -> kind + "/create";
      case "Job", "CronJob" -> "Job/create";
      default -> {
        String name = root.path("metadata").path("name").asText();
        // The profile's keys take letters, digits and dashes as a qualifier.
        yield name.matches("[A-Za-z0-9-]+")
            ? "PlatformPods." + name + "/create"
            : "PlatformPods/create";
      }
    };
  }
}
