package io.freehold.simulator.kubernetes.controller;

import io.freehold.simulator.kubernetes.environment.ClusterNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives pods addresses of their node's subnet, the highest free one first. */
final class PodAddresses {
  private final Map<String, Long> byUid = new HashMap<>();

  String of(String uid, ClusterNode node) {
    Long known = byUid.get(uid);
    if (known == null) {
      Set<Long> used = new HashSet<>(byUid.values());
      String[] range = node.podAddresses().split("/");
      long first = parse(range[0]);
      // AWS keeps the last address of every subnet.
      long candidate = first + (1L << (32 - Integer.parseInt(range[1]))) - 2;
      while (used.contains(candidate) && candidate > first) {
        candidate--;
      }
      known = candidate;
      byUid.put(uid, known);
    }
    return format(known);
  }

  void retain(Set<String> uids) {
    byUid.keySet().retainAll(uids);
  }

  private static long parse(String address) {
    long value = 0;
    for (String part : address.split("\\.")) {
      value = value * 256 + Integer.parseInt(part);
    }
    return value;
  }

  private static String format(long value) {
    return (value >> 24 & 255)
        + "."
        + (value >> 16 & 255)
        + "."
        + (value >> 8 & 255)
        + "."
        + (value & 255);
  }
}
