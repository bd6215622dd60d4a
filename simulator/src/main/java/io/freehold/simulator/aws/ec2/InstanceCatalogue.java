package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.place.Zones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The instance types that there are, and where. */
final class InstanceCatalogue {
  /**
   * A family.
   *
   * @param arm whether it runs on Graviton
   * @param memoryPerCpu in GiB
   * @param encrypts whether traffic between its instances is encrypted by the hardware: <a
   *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/data-protection.html#encryption-transit">source</a>
   */
  private record Family(String name, boolean arm, int memoryPerCpu, boolean encrypts) {}

  /** One type. */
  record Machine(String name, boolean arm, int cpus, int memoryGib, boolean encrypts) {
    String family() {
      return name.substring(0, name.indexOf('.'));
    }
  }

  private static final List<Family> FAMILIES =
      List.of(
          new Family("m5", false, 4, false),
          new Family("m6i", false, 4, true),
          new Family("m6g", true, 4, false),
          new Family("m7i", false, 4, true),
          new Family("m7g", true, 4, true),
          new Family("c7g", true, 2, true),
          new Family("r5", false, 8, false),
          new Family("r6g", true, 8, false),
          new Family("r7g", true, 8, true),
          new Family("r7i", false, 8, true));

  /** The number of processors of each size, the same in all of these families. */
  private static final Map<String, Integer> SIZES = sizes();

  /**
   * The old zone of us-east-1, which never got Graviton or newer types: <a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html">EKS too leaves it
   * out</a>.
   */
  private static final Map<String, Set<String>> OLD_ZONES = Map.of("use1-az3", Set.of("m5", "r5"));

  private static final Map<String, Machine> TYPES = types();

  private InstanceCatalogue() {}

  private static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("large", 2);
    sizes.put("xlarge", 4);
    for (int times : List.of(2, 4, 8, 12, 16)) {
      sizes.put(times + "xlarge", 4 * times);
    }
    return sizes;
  }

  private static Map<String, Machine> types() {
    Map<String, Machine> types = new LinkedHashMap<>();
    for (Family family : FAMILIES) {
      SIZES.forEach((size, cpus) -> {
        String name = family.name() + "." + size;
        types.put(
            name,
            new Machine(name, family.arm(), cpus, cpus * family.memoryPerCpu(), family.encrypts()));
      });
    }
    return types;
  }

  static Optional<Machine> find(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  /** Those of a region, each with the zones that have it; those that no zone has are left out. */
  static Map<Machine, List<Zone>> offered(Levers levers, Location location) {
    Map<Machine, List<Zone>> offered = new LinkedHashMap<>();
    for (Machine type : TYPES.values()) {
      List<Zone> zones =
          Zones.of(location).stream().filter(zone -> has(levers, zone.id(), type)).toList();
      if (!zones.isEmpty()) {
        offered.put(type, zones);
      }
    }
    return offered;
  }

  private static boolean has(Levers levers, String zoneId, Machine type) {
    Set<String> only = OLD_ZONES.get(zoneId);
    return (only == null || only.contains(type.family())) && !levers.lacks(zoneId, type.name());
  }
}
