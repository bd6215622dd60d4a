package io.freehold.simulator.dns;

import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What a record set is known by in its zone.
 *
 * @param name normal
 * @param type such as {@code A}
 */
record RecordKey(String name, String type) implements Comparable<RecordKey> {
  static RecordKey of(ResourceRecordSet record) {
    return new RecordKey(Names.normal(record.name()), record.typeAsString());
  }

  @Override
  public int compareTo(RecordKey other) {
    int byName = Names.sortKey(name).compareTo(Names.sortKey(other.name));
    return byName == 0 ? type.compareTo(other.type) : byName;
  }
}
