package io.freehold.simulator.dns;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Follows names from zone to zone as resolvers do: by delegation, aliases and wildcards, from what
 * the name servers know by now. A zone that lies in no other simulated zone counts as delegated by
 * the world; of several of one name the oldest does.
 */
final class Resolver {
  private static final int MOST_STEPS = 8;

  private final List<Site> sites;

  Resolver(List<Site> sites) {
    this.sites = sites;
  }

  Resolution resolve(String asked) {
    String name = Names.normal(asked);
    for (int step = 0; step < MOST_STEPS; step++) {
      if (name.endsWith(".amazonaws.com.")) {
        return new Resolution.AwsName(name.substring(0, name.length() - 1));
      }
      Optional<Placed> zone = top(name);
      if (zone.isEmpty()) {
        return new Resolution.None("no zone holds " + name);
      }
      Walk walk = walk(zone.get(), name);
      if (walk.end().isEmpty()) {
        return new Resolution.None(
            walk.last() + " is delegated to name servers that do not answer for it");
      }
      Placed at = walk.end().get();
      Optional<ResourceRecordSet> found = find(at, name);
      if (found.isEmpty()) {
        return new Resolution.None("zone " + at.zone().name() + " has no record for " + name);
      }
      ResourceRecordSet record = found.get();
      if (record.aliasTarget() != null) {
        name = Names.normal(record.aliasTarget().dnsName());
      } else if (record.typeAsString().equals("CNAME")) {
        name = Names.normal(record.resourceRecords().getFirst().value());
      } else {
        return new Resolution.Addresses(
            record.resourceRecords().stream().map(ResourceRecord::value).toList());
      }
    }
    return new Resolution.None(asked + " leads in circles");
  }

  /** Whether who asks for the name of this zone comes to it, and to no other of that name. */
  boolean leadsTo(Zone zone) {
    return top(zone.name())
        .flatMap(top -> walk(top, zone.name()).end())
        .filter(end -> end.zone().id().equals(zone.id()))
        .isPresent();
  }

  /**
   * A way down by delegations.
   *
   * @param end the zone that answers; empty where the last delegation leads nowhere
   * @param last the name that was delegated last
   */
  private record Walk(Optional<Placed> end, String last) {}

  private Walk walk(Placed top, String name) {
    Placed at = top;
    String below = top.zone().name();
    Optional<ResourceRecordSet> delegation = delegation(at, name);
    while (delegation.isPresent()) {
      Set<String> servers = values(delegation.get());
      String part = Names.normal(delegation.get().name());
      Optional<Placed> next =
          placed().filter(it -> it.zone().name().equals(part) && it.answersAt(servers)).findFirst();
      if (next.isEmpty()) {
        return new Walk(Optional.empty(), part);
      }
      at = next.get();
      below = part;
      delegation = delegation(at, name);
    }
    return new Walk(Optional.of(at), below);
  }

  private record Placed(Site site, Zone zone) {
    SortedMap<RecordKey, ResourceRecordSet> records() {
      return site.served(zone.id());
    }

    boolean answersAt(Set<String> servers) {
      return zone.nameServers().stream().map(Names::normal).anyMatch(servers::contains);
    }
  }

  private Stream<Placed> placed() {
    return sites.stream()
        .flatMap(
            site -> site.zones().actual().values().stream().map(zone -> new Placed(site, zone)));
  }

  /** The zone with the shortest name that holds this one. */
  private Optional<Placed> top(String name) {
    return placed()
        .filter(it -> Names.lies(name, it.zone().name()))
        .min(Comparator.comparingInt(it -> it.zone().name().length()));
  }

  /** The delegation of the name, or of a part above it, to another zone. */
  private static Optional<ResourceRecordSet> delegation(Placed at, String name) {
    ResourceRecordSet found = null;
    for (String part = name; !part.equals(at.zone().name()); part = Names.parent(part)) {
      ResourceRecordSet record = at.records().get(new RecordKey(part, "NS"));
      found = record == null ? found : record;
    }
    return Optional.ofNullable(found);
  }

  private static Set<String> values(ResourceRecordSet record) {
    Set<String> values = new HashSet<>();
    record.resourceRecords().forEach(one -> values.add(Names.normal(one.value())));
    return values;
  }

  /**
   * A wildcard stands only for names of which the zone has no part: <a
   * href="https://www.rfc-editor.org/rfc/rfc4592#section-3.3.1">RFC 4592</a>.
   */
  private static Optional<ResourceRecordSet> find(Placed at, String name) {
    if (exists(at, name)) {
      return record(at, name);
    }
    String closest = Names.parent(name);
    while (!exists(at, closest)) {
      closest = Names.parent(closest);
    }
    return record(at, "*." + closest);
  }

  private static Optional<ResourceRecordSet> record(Placed at, String name) {
    return Stream.of("A", "CNAME")
        .flatMap(type -> Optional.ofNullable(at.records().get(new RecordKey(name, type))).stream())
        .findFirst();
  }

  /** Whether the zone has this name or anything below it. */
  private static boolean exists(Placed at, String name) {
    return name.equals(at.zone().name())
        || at.records().keySet().stream().anyMatch(key -> Names.lies(key.name(), name));
  }
}
