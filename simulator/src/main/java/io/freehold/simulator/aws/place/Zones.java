package io.freehold.simulator.aws.place;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which zones each account sees, and by which names. AWS maps a zone's letter to another zone id in
 * each account: <a
 * href="https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html">source</a>.
 */
public final class Zones {
  /** The zones of a region that a new account sees, by the ends of their ids. */
  private record Row(String prefix, List<Integer> numbers) {
    Row(String prefix, int zones) {
      this(prefix, IntStream.rangeClosed(1, zones).boxed().toList());
    }
  }

  private static final Map<String, Row> ROWS =
      Map.ofEntries(
          Map.entry("us-east-1", new Row("use1", 6)),
          Map.entry("us-east-2", new Row("use2", 3)),
          Map.entry("us-west-2", new Row("usw2", 4)),
          Map.entry("ca-central-1", new Row("cac1", List.of(1, 2, 4))),
          Map.entry("il-central-1", new Row("ilc1", 3)),
          Map.entry("sa-east-1", new Row("sae1", 3)),
          Map.entry("eu-west-1", new Row("euw1", 3)),
          Map.entry("eu-west-2", new Row("euw2", 3)),
          Map.entry("eu-west-3", new Row("euw3", 3)),
          Map.entry("eu-central-1", new Row("euc1", 3)),
          Map.entry("eu-north-1", new Row("eun1", 3)),
          Map.entry("ap-south-1", new Row("aps1", 3)),
          Map.entry("ap-southeast-1", new Row("apse1", 3)),
          Map.entry("ap-southeast-2", new Row("apse2", 3)),
          Map.entry("ap-northeast-1", new Row("apne1", List.of(1, 2, 4))),
          Map.entry("ap-northeast-2", new Row("apne2", 4)));

  private Zones() {}

  /** The regions that are simulated. */
  public static Set<String> regions() {
    return ROWS.keySet();
  }

  /** The zones of this account in this region, by name; empty where the region is unknown. */
  public static List<Zone> of(Location location) {
    Row row = ROWS.get(location.region());
    if (row == null) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    for (int number : row.numbers()) {
      ids.add(row.prefix() + "-az" + number);
    }
    // A seed that depends on nothing but the account and the region: the mapping never changes.
    Collections.shuffle(ids, new Random(location.toString().hashCode()));
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      zones.add(new Zone(location.region() + (char) ('a' + i), ids.get(i)));
    }
    return List.copyOf(zones);
  }

  /** The zone with this name or id. */
  public static Optional<Zone> find(Location location, String nameOrId) {
    return of(location).stream()
        .filter(zone -> zone.name().equals(nameOrId) || zone.id().equals(nameOrId))
        .findFirst();
  }
}
