package io.freehold.simulator.eks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Kubernetes versions that EKS offers. */
final class Versions {
  private static final List<String> OFFERED =
      Calendar.entries().stream().map(Calendar.Entry::version).toList();

  /** The nodes' version may be so many minor versions behind the cluster's. */
  private static final int SKEW = 3;

  private Versions() {}

  /** The version asked for, or EKS's default. */
  static String of(@Nullable String version) {
    if (version == null) {
      return OFFERED.getLast();
    }
    if (!OFFERED.contains(version)) {
      throw Refusals.parameter("unsupported Kubernetes version " + version);
    }
    return version;
  }

  /** One minor version forwards, or a refusal. */
  static void requireStep(String from, String to) {
    of(to);
    if (from.equals(to)) {
      throw Refusals.parameter(
          "Cluster is already at the desired configuration with version: " + to);
    }
    if (OFFERED.indexOf(to) != OFFERED.indexOf(from) + 1) {
      throw Refusals.parameter(
          "Unsupported Kubernetes minor version update from " + from + " to " + to);
    }
  }

  static boolean isBefore(String one, String other) {
    return OFFERED.indexOf(one) < OFFERED.indexOf(other);
  }

  /** Nodes are never ahead of their cluster, and not far behind. */
  static void requireFit(String cluster, String nodes) {
    int behind = OFFERED.indexOf(cluster) - OFFERED.indexOf(of(nodes));
    if (behind < 0 || behind > SKEW) {
      throw Refusals.parameter(
          "Nodegroup Kubernetes version "
              + nodes
              + " is not valid for a cluster of version "
              + cluster);
    }
  }
}
