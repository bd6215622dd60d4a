package io.freehold.simulator.kubernetes;

import java.util.Map;

/**
 * One object that exists in a cluster.
 *
 * @param resource {@code pods}, {@code deployments.apps}
 * @param namespace empty outside namespaces
 * @param owned whether it names an owner: then it goes when that goes
 */
public record ObjectSummary(
    String resource,
    String kind,
    String namespace,
    String name,
    Map<String, String> labels,
    boolean owned) {
  public ObjectSummary {
    labels = Map.copyOf(labels);
  }
}
