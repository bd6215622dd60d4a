package io.freehold.simulator.dns;

import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A batch of changes: what it makes of a zone, or everything that is wrong with it. */
final class Batch {
  private static final Pattern ADDRESS =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

  private final Function<String, Optional<String>> aliasZone;

  /**
   * @param aliasZone the hosted zone of a name of AWS's own; empty for any other name
   */
  Batch(Function<String, Optional<String>> aliasZone) {
    this.aliasZone = aliasZone;
  }

  SortedMap<RecordKey, ResourceRecordSet> applied(
      Zone zone, SortedMap<RecordKey, ResourceRecordSet> before, List<Change> changes) {
    SortedMap<RecordKey, ResourceRecordSet> after = new TreeMap<>(before);
    List<String> wrong = new ArrayList<>();
    for (Change change : changes) {
      apply(zone, after, change).ifPresent(wrong::add);
    }
    if (!wrong.isEmpty()) {
      throw Refusal.of("InvalidChangeBatch", "[" + String.join(", ", wrong) + "]");
    }
    return after;
  }

  private Optional<String> apply(
      Zone zone, SortedMap<RecordKey, ResourceRecordSet> after, Change change) {
    ResourceRecordSet record = normal(change.resourceRecordSet());
    if (record.setIdentifier() != null) {
      throw new UnsupportedOperationException("records with a set identifier are not simulated");
    }
    RecordKey key = RecordKey.of(record);
    String label = "[name='%s', type='%s']".formatted(Names.shown(key.name()), key.type());
    if (!Names.lies(key.name(), zone.name())) {
      return Optional.of(
          "RRSet with DNS name %s is not permitted in zone %s".formatted(key.name(), zone.name()));
    }
    ResourceRecordSet there = after.get(key);
    return switch (change.action()) {
      case CREATE -> {
        if (there != null) {
          yield Optional.of(
              "Tried to create resource record set " + label + " but it already exists");
        }
        yield put(after, key, record);
      }
      case UPSERT -> put(after, key, record);
      case DELETE -> {
        if (there == null) {
          yield Optional.of(
              "Tried to delete resource record set " + label + " but it was not found");
        }
        if (!there.equals(record)) {
          yield Optional.of(
              "Tried to delete resource record set "
                  + label
                  + " but the values provided do not match the current values");
        }
        if (Site.isOwn(zone, key)) {
          yield Optional.of(
              "A HostedZone must contain at least one NS record and exactly one SOA record for the"
                  + " zone itself.");
        }
        after.remove(key);
        yield Optional.empty();
      }
      case UNKNOWN_TO_SDK_VERSION -> throw Refusal.of("InvalidInput", "Unknown action");
    };
  }

  private Optional<String> put(
      SortedMap<RecordKey, ResourceRecordSet> after, RecordKey key, ResourceRecordSet record) {
    boolean alias = record.aliasTarget() != null;
    if (alias == !record.resourceRecords().isEmpty()) {
      return Optional.of("Expected exactly one of [AliasTarget, ResourceRecords]");
    }
    if (!alias && record.ttl() == null) {
      return Optional.of("Expected a TTL with ResourceRecords");
    }
    boolean conflict =
        after.keySet().stream()
            .filter(other -> other.name().equals(key.name()) && !other.equals(key))
            .anyMatch(other -> key.type().equals("CNAME") || other.type().equals("CNAME"));
    if (conflict) {
      return Optional.of(
          "RRSet of type "
              + key.type()
              + " with DNS name "
              + key.name()
              + " is not permitted as it conflicts with other records with the same DNS name");
    }
    Optional<String> wrong = alias ? wrongAlias(record) : wrongValue(record);
    if (wrong.isEmpty()) {
      after.put(key, record);
    }
    return wrong;
  }

  private Optional<String> wrongAlias(ResourceRecordSet record) {
    String target = record.aliasTarget().dnsName();
    String zone = Site.id(record.aliasTarget().hostedZoneId());
    return aliasZone.apply(target).filter(zone::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            "Tried to create an alias that targets "
                + target
                + ", type "
                + record.typeAsString()
                + " in zone "
                + zone
                + ", but the alias target name does not lie within the target zone");
  }

  private static Optional<String> wrongValue(ResourceRecordSet record) {
    for (ResourceRecord value : record.resourceRecords()) {
      if (record.type() == RRType.A && !ADDRESS.matcher(value.value()).matches()) {
        return Optional.of(
            "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a"
                + " valid IPv4 address) encountered with '"
                + value.value()
                + "''");
      }
      if (record.type() == RRType.TXT && !value.value().matches("(\"[^\"]*\"\\s*)+")) {
        return Optional.of(
            "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be"
                + " enclosed in quotation marks) encountered with '"
                + value.value()
                + "''");
      }
    }
    return Optional.empty();
  }

  /** With names in the form in which Route 53 keeps them. */
  private static ResourceRecordSet normal(ResourceRecordSet record) {
    ResourceRecordSet.Builder normal = record.toBuilder().name(Names.normal(record.name()));
    if (record.aliasTarget() != null) {
      normal.aliasTarget(
          record.aliasTarget().toBuilder()
              .dnsName(Names.normal(record.aliasTarget().dnsName()))
              .build());
    }
    return normal.build();
  }
}
