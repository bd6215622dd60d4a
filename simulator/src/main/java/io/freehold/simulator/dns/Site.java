package io.freehold.simulator.dns;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Shelf;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** All of Route 53 in one account. Used under the world's lock. */
final class Site {
  private final World world;
  private final Location location;
  private final Shelf<Zone> zones;
  private final Map<String, Shelf<SortedMap<RecordKey, ResourceRecordSet>>> records =
      new HashMap<>();
  private final Map<String, Shelf<SortedMap<RecordKey, ResourceRecordSet>>> served =
      new HashMap<>();
  private final Shelf<ChangeInfo> changes;
  private final Set<String> references = new HashSet<>();

  Site(World world, Location location) {
    this.world = world;
    this.location = location;
    zones = world.shelf();
    changes = world.shelf();
  }

  World world() {
    return world;
  }

  Location location() {
    return location;
  }

  Instant now() {
    return world.now();
  }

  /** An id of so many capitals and digits. */
  String newId(String prefix, int length) {
    String hex = world.ids().hex(location, prefix, length).toUpperCase(Locale.ROOT);
    return prefix + hex;
  }

  /** By id. */
  Shelf<Zone> zones() {
    return zones;
  }

  /** By id without a path. */
  Shelf<ChangeInfo> changes() {
    return changes;
  }

  /** The caller references that were ever used for a zone that still exists. */
  Set<String> references() {
    return references;
  }

  /**
   * The zone that a call names.
   *
   * @param idOrPath with or without {@code /hostedzone/}
   */
  Zone zone(String idOrPath) {
    String id = id(idOrPath);
    return zones.known(id).orElseThrow(() -> noSuchZone(id));
  }

  /** The same for a read. */
  Zone shownZone(String idOrPath) {
    String id = id(idOrPath);
    return zones.seen(id).orElseThrow(() -> noSuchZone(id));
  }

  private static Refusal noSuchZone(String id) {
    return Refusal.of("NoSuchHostedZone", 404, "No hosted zone found with ID: " + id);
  }

  static String id(String idOrPath) {
    return idOrPath.substring(idOrPath.lastIndexOf('/') + 1);
  }

  /** The records of a zone in truth. */
  SortedMap<RecordKey, ResourceRecordSet> records(String zoneId) {
    return Optional.ofNullable(records.get(zoneId))
        .flatMap(shelf -> shelf.actual(zoneId))
        .orElseGet(TreeMap::new);
  }

  /** The records of a zone as a read shows them. */
  SortedMap<RecordKey, ResourceRecordSet> shownRecords(String zoneId) {
    return Optional.ofNullable(records.get(zoneId))
        .flatMap(shelf -> shelf.seen(zoneId))
        .orElseGet(TreeMap::new);
  }

  /** What the name servers answer from by now. */
  SortedMap<RecordKey, ResourceRecordSet> served(String zoneId) {
    return Optional.ofNullable(served.get(zoneId))
        .flatMap(shelf -> shelf.actual(zoneId))
        .orElseGet(TreeMap::new);
  }

  /** A new zone with its first records, which are served at once. */
  void begin(Zone zone, SortedMap<RecordKey, ResourceRecordSet> first) {
    zones.put(zone.id(), zone);
    records.put(zone.id(), world.shelf());
    served.put(zone.id(), world.shelf());
    shelf(records, zone.id()).put(zone.id(), new TreeMap<>(first));
    shelf(served, zone.id()).put(zone.id(), new TreeMap<>(first));
    references.add(zone.model().callerReference());
  }

  /** New records of a zone: shown now, and served from that time on. */
  void put(String zoneId, SortedMap<RecordKey, ResourceRecordSet> all, Instant insync) {
    shelf(records, zoneId).change(zoneId, old -> new TreeMap<>(all));
    shelf(served, zoneId).schedule(zoneId, insync, old -> new TreeMap<>(all));
  }

  private static Shelf<SortedMap<RecordKey, ResourceRecordSet>> shelf(
      Map<String, Shelf<SortedMap<RecordKey, ResourceRecordSet>>> shelves, String zoneId) {
    return Optional.ofNullable(shelves.get(zoneId)).orElseThrow();
  }

  void end(Zone zone) {
    zones.remove(zone.id());
    records.remove(zone.id());
    served.remove(zone.id());
    references.remove(zone.model().callerReference());
  }

  Stream<LiveResource> live() {
    return zones.actual().values().stream()
        .flatMap(zone -> Stream.concat(Stream.of(resource(zone)), records(zone)));
  }

  /** Records have no tags, so no search finds them. */
  Stream<LiveResource> seen() {
    return zones.seen().values().stream().map(Site::resource);
  }

  private static LiveResource resource(Zone zone) {
    return new LiveResource("HostedZone", zone.id(), zone.arn(), Location.GLOBAL, zone.tags());
  }

  private Stream<LiveResource> records(Zone zone) {
    return records(zone.id()).keySet().stream()
        .filter(key -> !isOwn(zone, key))
        .map(key ->
            new LiveResource(
                "DnsRecord",
                zone.id() + "/" + key.name() + "/" + key.type(),
                zone.arn(),
                Location.GLOBAL,
                Map.of()));
  }

  /** Whether a record came with its zone and stays with it. */
  static boolean isOwn(Zone zone, RecordKey key) {
    return key.name().equals(zone.name()) && (key.type().equals("NS") || key.type().equals("SOA"));
  }
}
