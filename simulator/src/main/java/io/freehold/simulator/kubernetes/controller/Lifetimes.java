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
      case "Job", "CronJob" -> qualified(kind, root);
      default -> qualified("PlatformPods", root);
    };
  }

  /** The profile's keys take letters, digits and dashes as a qualifier. */
  private static String qualified(String key, ObjectNode root) {
    String name = root.path("metadata").path("name").asText();
    return name.matches("[A-Za-z0-9-]+") ? key + "." + name + "/create" : key + "/create";
  }
}
