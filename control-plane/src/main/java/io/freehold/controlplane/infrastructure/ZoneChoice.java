package io.freehold.controlplane.infrastructure;

import io.freehold.model.network.CidrPlan;
import io.freehold.model.network.Zone;
import io.freehold.model.region.Region;
import io.freehold.model.violation.Violations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which zones a request asks for: by id, by the account's letters, or none in particular.
 *
 * @param ids null if not by id
 * @param suffixes null if not by letter
 */
record ZoneChoice(@Nullable List<String> ids, @Nullable List<String> suffixes) {

  /** None in particular. */
  static final ZoneChoice NONE = new ZoneChoice(null, null);

  boolean isBySuffix() {
    return ids == null && suffixes != null;
  }

  void check(Violations violations) {
    if (ids != null && suffixes != null) {
      violations.add(
          "zoneIds",
          "zones-twice",
          "zoneIds and availabilityZoneSuffixes",
          "one of them",
          "Prefer zoneIds: letters mean other zones in other accounts.");
    }
  }

  /** The zones out of those that the account has. */
  List<Zone> among(List<Zone> has, Region region, Violations violations) {
    if (ids != null) {
      return named("zoneIds", ids, has, Zone::id, violations);
    }
    if (suffixes != null) {
      return named("availabilityZoneSuffixes", suffixes, has, Zone::suffix, violations);
    }
    return has.stream()
        .filter(zone -> !region.zonesWithoutEks().contains(zone.id()))
        .sorted(Comparator.comparing(Zone::name))
        .limit(CidrPlan.FEWEST_ZONES)
        .toList();
  }

  /**
   * Zones to judge the rest of a request by, when the account cannot be asked: as many different
   * ones as were named.
   */
  List<Zone> assumed(Optional<Region> region) {
    List<String> known =
        region
            .map(one ->
                one.zoneIds().stream().filter(id -> !one.zonesWithoutEks().contains(id)).toList())
            .orElseGet(List::of);
    List<String> wanted =
        ids != null ? ids : Objects.requireNonNullElse(suffixes, List.of("a", "b", "c"));
    List<String> distinct = wanted.stream().distinct().toList();
    List<Zone> zones = new ArrayList<>();
    for (String one : wanted) {
      int number = distinct.indexOf(one);
      String suffix = String.valueOf((char) ('a' + number % 26));
      String id =
          ids != null ? one : number < known.size() ? known.get(number) : "zz1-az" + (number + 1);
      if (Zone.isId(id)) {
        zones.add(new Zone(suffix, id, suffix));
      }
    }
    return zones;
  }

  /** Ids that are not even of an id's form. */
  void checkForm(Violations violations) {
    for (String id : Objects.requireNonNullElse(ids, List.<String>of())) {
      if (!Zone.isId(id)) {
        violations.add("zoneIds", "zone-id-malformed", "'" + id + "'", "the form use1-az4");
      }
    }
  }

  private static List<Zone> named(
      String field,
      List<String> wanted,
      List<Zone> has,
      Function<Zone, String> name,
      Violations violations) {
    List<Zone> found = new ArrayList<>();
    for (String one : wanted) {
      Optional<Zone> zone = has.stream().filter(it -> name.apply(it).equals(one)).findFirst();
      zone.ifPresent(found::add);
      if (zone.isEmpty()) {
        violations.add(
            field,
            "zone-unknown",
            "'" + one + "'",
            "zones that the account has: "
                + String.join(", ", has.stream().map(name).sorted().toList()));
      }
    }
    return found;
  }
}
