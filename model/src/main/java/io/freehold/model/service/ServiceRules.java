package io.freehold.model.service;

import io.freehold.model.network.Cidr;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of a service; figures as in the public ClickHouse Cloud API. */
final class ServiceRules {
  private static final int LONGEST_NAME = 50;
  private static final int MOST_REPLICAS = 20;
  private static final int SHORTEST_IDLE_MINUTES = 5;

  /** Whatever can be seen: a name is for people alone, and nothing is called by it. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}]*");

  private ServiceRules() {}

  static List<Violation> check(ServiceSpec spec) {
    Violations violations = new Violations();
    checkName(spec.name(), violations);
    if (spec.replicas() < 1 || spec.replicas() > MOST_REPLICAS) {
      violations.add(
          "numReplicas", "replicas-out-of-range", String.valueOf(spec.replicas()), "1 to 20");
    }
    checkMemory("minReplicaMemoryGb", spec.minReplicaMemoryGb(), violations);
    checkMemory("maxReplicaMemoryGb", spec.maxReplicaMemoryGb(), violations);
    if (spec.minReplicaMemoryGb() > spec.maxReplicaMemoryGb()) {
      violations.add(
          "maxReplicaMemoryGb",
          "memory-range-reversed",
          String.valueOf(spec.maxReplicaMemoryGb()),
          "at least minReplicaMemoryGb, " + spec.minReplicaMemoryGb());
    }
    checkAccess(spec.ipAccessList(), violations);
    Integer timeout = spec.idleTimeoutMinutes();
    if (timeout != null && timeout < SHORTEST_IDLE_MINUTES) {
      violations.add(
          "idleTimeoutMinutes", "idle-timeout-too-short", timeout + " minutes", "at least 5");
    }
    return violations.list();
  }

  private static void checkName(String name, Violations violations) {
    int length = name.codePointCount(0, name.length());
    if (name.isBlank() || length > LONGEST_NAME) {
      violations.add("name", "name-length", length + " characters", "1 to 50, not all blank");
    }
    if (!NAME.matcher(name).matches()) {
      violations.add(
          "name",
          "name-characters",
          "something that cannot be seen",
          "letters, digits, signs and spaces");
    }
  }

  private static void checkMemory(String field, int memoryGb, Violations violations) {
    if (ReplicaSize.ofMemoryGb(memoryGb).isEmpty()) {
      violations.add(
          field,
          "memory-not-offered",
          memoryGb + " GB",
          "one of " + ReplicaSize.memorySizes() + " GB",
          "Each of these fills one node; others would waste part of it.");
    }
  }

  private static void checkAccess(List<IpAccess> list, Violations violations) {
    for (int i = 0; i < list.size(); i++) {
      String source = list.get(i).source();
      try {
        Cidr.parseAddressOrRange(source);
      } catch (IllegalArgumentException e) {
        violations.add(
            "ipAccessList[" + i + "].source",
            "ip-access-malformed",
            "'" + source + "'",
            "an IPv4 address or range",
            e.getMessage());
      }
    }
  }
}
