package io.freehold.aws.dns;

import static io.freehold.aws.catalogue.Scope.named;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * One record of a hosted zone of ours. Records carry no tags: what lies in our zone is ours.
 *
 * <p>It is there once Route 53 lists it, which is up to a minute before all of its name servers
 * answer with it. Whether they do is told by the id of a change alone, and that only to whoever
 * made the change: no call leads from a record to its last change (<a
 * href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html">source</a>).
 *
 * @param zoneId the zone
 * @param name without a final dot; may begin with {@code *.}
 * @param target what it says
 */
public record DnsRecord(String zoneId, String name, Target target) {
  public static final AwsType<DnsRecord, Observed> TYPE = new Type();

  private static final long TTL_SECONDS = 300;

  /** What a record says. */
  public sealed interface Target {}

  /** The addresses of another name of AWS's, such as a load balancer's. */
  public record Alias(String dnsName, String zoneId) implements Target {}

  /** Which name servers answer for the name. */
  public record Delegation(Set<String> nameServers) implements Target {
    public Delegation {
      nameServers = Set.copyOf(nameServers);
    }
  }

  /** What is there. */
  public record Observed(String zoneId, String name, Target target) {}

  /** Only the infrastructure's names, whatever zone they are in. */
  private static final Scope RECORDS =
      named(Names.ZONES)
          .when(
              "ForAllValues:StringLike",
              "route53:ChangeResourceRecordSetsNormalizedRecordNames",
              Scope.DOMAIN,
              "*." + Scope.DOMAIN);

  private static final class Type implements AwsType<DnsRecord, Observed> {
    @Override
    public String kind() {
      return "DnsRecord";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.ROUTE53)
          .inspect("route53:ListResourceRecordSets")
          .provision(RECORDS, "route53:ChangeResourceRecordSets")
          .delete(RECORDS, "route53:ChangeResourceRecordSets");
    }

    @Override
    public Optional<String> naturalId(DnsRecord desired) {
      return Optional.of(
          String.join("/", desired.zoneId(), desired.name(), type(desired.target()).toString()));
    }

    private static RRType type(Target target) {
      return switch (target) {
        case Alias alias -> RRType.A;
        case Delegation delegation -> RRType.NS;
      };
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      Set<String> zones = new HashSet<>();
      ids.forEach(id -> zones.add(id.substring(0, id.indexOf('/'))));
      for (String zone : zones) {
        for (ResourceRecordSet record : records(aws, zone)) {
          String id =
              String.join("/", zone, Names.withoutDot(record.name()), record.typeAsString());
          if (ids.contains(id)) {
            found.put(
                id,
                Observation.present(
                    new Observed(zone, Names.withoutDot(record.name()), target(record))));
          }
        }
      }
      return found;
    }

    private static List<ResourceRecordSet> records(AwsSession aws, String zone) {
      try {
        return aws
            .route53()
            .listResourceRecordSetsPaginator(r -> r.hostedZoneId(zone))
            .resourceRecordSets()
            .stream()
            .toList();
      } catch (NoSuchHostedZoneException e) {
        return List.of();
      }
    }

    private static Target target(ResourceRecordSet record) {
      if (record.aliasTarget() != null) {
        return new Alias(
            plain(record.aliasTarget().dnsName()), record.aliasTarget().hostedZoneId());
      }
      Set<String> values = new TreeSet<>();
      record.resourceRecords().forEach(one -> values.add(Names.withoutDot(one.value())));
      return new Delegation(values);
    }

    /** Route 53 puts {@code dualstack.} before the names of load balancers made in its console. */
    private static String plain(String dnsName) {
      String name = Names.withoutDot(dnsName);
      return name.startsWith("dualstack.") ? name.substring("dualstack.".length()) : name;
    }

    @Override
    public String create(AwsSession aws, DnsRecord desired, Intent intent) {
      change(aws, desired.zoneId(), ChangeAction.UPSERT, record(desired));
      return naturalId(desired).orElseThrow();
    }

    @Override
    public Diff diff(DnsRecord desired, Observed observed) {
      return Diff.compare()
          .fixed("zoneId", desired.zoneId(), observed.zoneId())
          .fixed("name", desired.name(), observed.name())
          .field("target", normalized(desired.target()), observed.target())
          .done();
    }

    private static Target normalized(Target target) {
      return switch (target) {
        case Alias(String dnsName, String zone) -> new Alias(Names.withoutDot(dnsName), zone);
        case Delegation(Set<String> servers) -> {
          Set<String> plain = new TreeSet<>();
          servers.forEach(server -> plain.add(Names.withoutDot(server)));
          yield new Delegation(plain);
        }
      };
    }

    @Override
    public void update(AwsSession aws, String id, DnsRecord desired, Observed observed) {
      change(aws, desired.zoneId(), ChangeAction.UPSERT, record(desired));
    }

    @Override
    public void delete(AwsSession aws, String id) {
      String[] parts = id.split("/", -1);
      // A deletion has to name the record exactly as it is.
      for (ResourceRecordSet record : records(aws, parts[0])) {
        if (Names.withoutDot(record.name()).equals(parts[1])
            && record.typeAsString().equals(parts[2])) {
          change(aws, parts[0], ChangeAction.DELETE, record);
        }
      }
    }

    private static void change(
        AwsSession aws, String zone, ChangeAction action, ResourceRecordSet record) {
      aws.route53()
          .changeResourceRecordSets(r ->
              r.hostedZoneId(zone)
                  .changeBatch(b ->
                      b.changes(
                          Change.builder().action(action).resourceRecordSet(record).build())));
    }

    private static ResourceRecordSet record(DnsRecord desired) {
      ResourceRecordSet.Builder record =
          ResourceRecordSet.builder().name(desired.name()).type(type(desired.target()));
      return switch (desired.target()) {
        case Alias(String dnsName, String zone) ->
            record
                .aliasTarget(a -> a.dnsName(dnsName).hostedZoneId(zone).evaluateTargetHealth(false))
                .build();
        case Delegation(Set<String> servers) ->
            record
                .ttl(TTL_SECONDS)
                .resourceRecords(
                    servers.stream()
                        .sorted()
                        .map(server -> ResourceRecord.builder().value(server).build())
                        .toList())
                .build();
      };
    }

    @Override
    public Observed predict(DnsRecord desired) {
      return new Observed(desired.zoneId(), desired.name(), normalized(desired.target()));
    }
  }
}
