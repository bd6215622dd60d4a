package io.freehold.simulator.s3;

import java.util.HashMap;
import java.util.Map;

/**
 * What is in the buckets. Objects are strongly consistent, unlike what the levers make of buckets.
 */
final class Contents {
  private final Map<Long, ObjectVersions> bySerial = new HashMap<>();

  ObjectVersions of(BucketState bucket) {
    return bySerial.computeIfAbsent(bucket.facts().serial(), serial -> new ObjectVersions());
  }

  void forget(BucketState bucket) {
    bySerial.remove(bucket.facts().serial());
  }
}
