package io.freehold.simulator.dns;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Record sets. A batch of changes is made as a whole or not at all. */
final class Records {
  private static final int MOST_ON_A_PAGE = 300;

  private final Route53 service;
  private final Batch batch;

  Records(Route53 service, Batch batch) {
    this.service = service;
    this.batch = batch;
  }

  ChangeResourceRecordSetsResponse change(
      Endpoint endpoint, ChangeResourceRecordSetsRequest request) {
    List<Change> changes = request.changeBatch().changes();
    return endpoint.call(
        CallSpec.write("ChangeResourceRecordSets")
            .asking((call, access) ->
                access
                    .on(Route53.arn(request.hostedZoneId()))
                    .with("route53:ChangeResourceRecordSetsActions", actions(changes))
                    .with("route53:ChangeResourceRecordSetsRecordTypes", types(changes))
                    .with("route53:ChangeResourceRecordSetsNormalizedRecordNames", names(changes))),
        call -> {
          Site site = service.at(call);
          Zone zone = site.zone(request.hostedZoneId());
          SortedMap<RecordKey, ResourceRecordSet> after =
              batch.applied(zone, site.records(zone.id()), changes);
          Instant insync =
              site.now().plus(site.world().latencies().draw(site.location(), "DnsRecord/create"));
          site.put(zone.id(), after, insync);
          return ChangeResourceRecordSetsResponse.builder()
              .changeInfo(Changes.begin(site, insync))
              .build();
        });
  }

  private static String[] actions(List<Change> changes) {
    return changes.stream().map(Change::actionAsString).distinct().toArray(String[]::new);
  }

  private static String[] types(List<Change> changes) {
    return changes.stream()
        .map(one -> one.resourceRecordSet().typeAsString())
        .distinct()
        .toArray(String[]::new);
  }

  /** In lower case, without a final dot. */
  private static String[] names(List<Change> changes) {
    return changes.stream()
        .map(one -> Names.shown(Names.normal(one.resourceRecordSet().name())))
        .map(name -> name.substring(0, name.length() - 1))
        .distinct()
        .toArray(String[]::new);
  }

  ListResourceRecordSetsResponse list(Endpoint endpoint, ListResourceRecordSetsRequest request) {
    return endpoint.call(
        CallSpec.read("ListResourceRecordSets")
            .asking((call, access) -> access.on(Route53.arn(request.hostedZoneId()))),
        call -> {
          Site site = service.at(call);
          Zone zone = site.shownZone(request.hostedZoneId());
          if (request.startRecordType() != null && request.startRecordName() == null) {
            throw Refusal.of("InvalidInput", "A start type needs a start name");
          }
          SortedMap<RecordKey, ResourceRecordSet> all = new TreeMap<>(site.shownRecords(zone.id()));
          if (request.startRecordName() != null) {
            String type = Optional.ofNullable(request.startRecordTypeAsString()).orElse("");
            all = all.tailMap(new RecordKey(Names.normal(request.startRecordName()), type));
          }
          int most =
              Math.min(
                  MOST_ON_A_PAGE,
                  Optional.ofNullable(Zones.number(request.maxItems())).orElse(MOST_ON_A_PAGE));
          List<Map.Entry<RecordKey, ResourceRecordSet>> left = new ArrayList<>(all.entrySet());
          Optional<RecordKey> next =
              left.size() > most ? Optional.of(left.get(most).getKey()) : Optional.empty();
          return ListResourceRecordSetsResponse.builder()
              .resourceRecordSets(
                  left.stream().limit(most).map(one -> shown(one.getValue())).toList())
              .isTruncated(next.isPresent())
              .nextRecordName(next.map(key -> Names.shown(key.name())).orElse(null))
              .nextRecordType(next.map(RecordKey::type).orElse(null))
              .maxItems(String.valueOf(most))
              .build();
        });
  }

  private static ResourceRecordSet shown(ResourceRecordSet record) {
    return record.toBuilder().name(Names.shown(record.name())).build();
  }
}
