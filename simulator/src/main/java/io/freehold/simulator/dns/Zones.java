package io.freehold.simulator.dns;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.HostedZoneConfig;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Public hosted zones. Several may have one name; each has name servers of its own. */
final class Zones {
  private static final int MOST_ON_A_PAGE = 100;
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+");

  private final Route53 service;

  Zones(Route53 service) {
    this.service = service;
  }

  CreateHostedZoneResponse create(Endpoint endpoint, CreateHostedZoneRequest request) {
    return endpoint.call(
        CallSpec.write("CreateHostedZone"),
        call -> {
          if (request.vpc() != null) {
            throw new UnsupportedOperationException("private hosted zones are not simulated");
          }
          Site site = service.at(call);
          String name = Names.normal(request.name());
          if (!NAME.matcher(name).matches()) {
            throw Refusal.of("InvalidDomainName", request.name() + " is not a valid domain name");
          }
          if (site.references().contains(request.callerReference())) {
            throw Refusal.of(
                "HostedZoneAlreadyExists",
                409,
                "A hosted zone has already been created with the specified caller reference.");
          }
          Zone zone = make(site, name, request);
          return CreateHostedZoneResponse.builder()
              .location("https://route53.amazonaws.com/2013-04-01/hostedzone/" + zone.id())
              .hostedZone(shown(site, zone))
              .changeInfo(Changes.begin(site))
              .delegationSet(DelegationSet.builder().nameServers(zone.nameServers()).build())
              .build();
        });
  }

  private static Zone make(Site site, String name, CreateHostedZoneRequest request) {
    String id = site.newId("Z", 19);
    List<String> servers = nameServers(site);
    HostedZone model =
        HostedZone.builder()
            .id("/hostedzone/" + id)
            .name(name)
            .callerReference(request.callerReference())
            .config(
                HostedZoneConfig.builder()
                    .comment(
                        request.hostedZoneConfig() == null
                            ? null
                            : request.hostedZoneConfig().comment())
                    .privateZone(false)
                    .build())
            .build();
    Zone zone = new Zone(id, site.location(), name, model, servers, Map.of());
    SortedMap<RecordKey, ResourceRecordSet> first = new TreeMap<>();
    List<ResourceRecord> values =
        servers.stream().map(one -> ResourceRecord.builder().value(one + ".").build()).toList();
    put(
        first,
        ResourceRecordSet.builder()
            .name(name)
            .type(RRType.NS)
            .ttl(172_800L)
            .resourceRecords(values));
    put(
        first,
        ResourceRecordSet.builder()
            .name(name)
            .type(RRType.SOA)
            .ttl(900L)
            .resourceRecords(
                ResourceRecord.builder()
                    .value(
                        servers.getFirst()
                            + ". awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400")
                    .build()));
    site.begin(zone, first);
    return zone;
  }

  private static void put(
      SortedMap<RecordKey, ResourceRecordSet> all, ResourceRecordSet.Builder record) {
    ResourceRecordSet built = record.build();
    all.put(RecordKey.of(built), built);
  }

  /** Four, one of each top-level domain, as AWS gives them. */
  private static List<String> nameServers(Site site) {
    List<String> servers = new ArrayList<>();
    for (String end : List.of("com", "net", "org", "co.uk")) {
      int number = Integer.parseInt(site.world().ids().hex(site.location(), "name server", 4), 16);
      servers.add("ns-%d.awsdns-%02d.%s".formatted(number % 2048, number % 64, end));
    }
    return servers;
  }

  private static HostedZone shown(Site site, Zone zone) {
    return zone.model().toBuilder()
        .resourceRecordSetCount((long) site.shownRecords(zone.id()).size())
        .build();
  }

  GetHostedZoneResponse get(Endpoint endpoint, GetHostedZoneRequest request) {
    return endpoint.call(
        CallSpec.read("GetHostedZone")
            .asking((call, access) -> access.on(Route53.arn(request.id()))),
        call -> {
          Site site = service.at(call);
          Zone zone = site.shownZone(request.id());
          return GetHostedZoneResponse.builder()
              .hostedZone(shown(site, zone))
              .delegationSet(DelegationSet.builder().nameServers(zone.nameServers()).build())
              .build();
        });
  }

  ListHostedZonesResponse list(Endpoint endpoint, ListHostedZonesRequest request) {
    return endpoint.read(
        "ListHostedZones",
        call -> {
          Site site = service.at(call);
          Page<HostedZone> page =
              Page.of(
                  site.zones().seen().values().stream().map(zone -> shown(site, zone)).toList(),
                  number(request.maxItems()),
                  MOST_ON_A_PAGE,
                  request.marker(),
                  () -> Refusal.of("InvalidInput", "The marker is not valid"));
          return ListHostedZonesResponse.builder()
              .hostedZones(page.items())
              .isTruncated(page.next().isPresent())
              .nextMarker(page.nextToken())
              .marker(request.marker())
              .maxItems(request.maxItems())
              .build();
        });
  }

  ListHostedZonesByNameResponse listByName(
      Endpoint endpoint, ListHostedZonesByNameRequest request) {
    return endpoint.read(
        "ListHostedZonesByName",
        call -> {
          Site site = service.at(call);
          String from =
              request.dnsName() == null ? "" : Names.sortKey(Names.normal(request.dnsName()));
          List<Zone> found =
              site.zones().seen().values().stream()
                  .filter(zone -> Names.sortKey(zone.name()).compareTo(from) >= 0)
                  .sorted(
                      Comparator.comparing((Zone zone) -> Names.sortKey(zone.name()))
                          .thenComparing(Zone::id))
                  .dropWhile(zone ->
                      request.hostedZoneId() != null
                          && Names.sortKey(zone.name()).equals(from)
                          && zone.id().compareTo(Site.id(request.hostedZoneId())) < 0)
                  .toList();
          int most = Optional.ofNullable(number(request.maxItems())).orElse(MOST_ON_A_PAGE);
          List<Zone> page = found.subList(0, Math.min(most, found.size()));
          Optional<Zone> next =
              page.size() < found.size() ? Optional.of(found.get(page.size())) : Optional.empty();
          return ListHostedZonesByNameResponse.builder()
              .hostedZones(page.stream().map(zone -> shown(site, zone)).toList())
              .dnsName(request.dnsName())
              .hostedZoneId(request.hostedZoneId())
              .isTruncated(next.isPresent())
              .nextDNSName(next.map(Zone::name).orElse(null))
              .nextHostedZoneId(next.map(Zone::id).orElse(null))
              .maxItems(String.valueOf(most))
              .build();
        });
  }

  static @Nullable Integer number(@Nullable String maxItems) {
    return maxItems == null ? null : Integer.valueOf(maxItems);
  }

  DeleteHostedZoneResponse delete(Endpoint endpoint, DeleteHostedZoneRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteHostedZone")
            .asking((call, access) -> access.on(Route53.arn(request.id()))),
        call -> {
          Site site = service.at(call);
          Zone zone = site.zone(request.id());
          if (site.records(zone.id()).keySet().stream().anyMatch(key -> !Site.isOwn(zone, key))) {
            throw Refusal.of(
                "HostedZoneNotEmpty",
                "The specified hosted zone contains non-required resource record sets and so"
                    + " cannot be deleted.");
          }
          site.end(zone);
          return DeleteHostedZoneResponse.builder().changeInfo(Changes.begin(site)).build();
        });
  }
}
