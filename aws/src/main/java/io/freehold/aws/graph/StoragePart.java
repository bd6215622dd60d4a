package io.freehold.aws.graph;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.storage.Bucket;
import io.freehold.aws.storage.LifecycleRule;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import java.util.EnumMap;
import java.util.Map;

/** The buckets: what is kept when everything else goes, unless told otherwise. */
record StoragePart(Map<BucketPurpose, Ref<Bucket.Observed>> buckets) {
  /**
   * How long metrics are kept: thirteen months, so that a month can be compared with that of the
   * year before. Nothing rewrites what Prometheus has put there, so that the age of an object is
   * that of what it says. With a compactor, which does, that would have to be its retention.
   */
  private static final int METRICS_DAYS = 395;

  static <C> StoragePart add(Section<C, AwsSession> aws, InfrastructureNames names) {
    Map<BucketPurpose, Ref<Bucket.Observed>> buckets = new EnumMap<>(BucketPurpose.class);
    for (BucketPurpose purpose : BucketPurpose.values()) {
      buckets.put(
          purpose,
          aws.add(
              "bucket-" + purpose.defaultSuffix(),
              Bucket.TYPE,
              () -> bucket(names.bucket(purpose), purpose)));
    }
    return new StoragePart(buckets);
  }

  private static Bucket bucket(String name, BucketPurpose purpose) {
    Bucket bucket = Bucket.of(name);
    return switch (purpose) {
      case SHARED, BACKUP -> bucket;
      case MONITORING -> bucket.with(LifecycleRule.expire("expire-metrics", METRICS_DAYS));
    };
  }

  /** Whether deleting it would delete the customer's data. */
  static boolean holdsData(LedgerEntry entry) {
    return entry.kind().equals(Bucket.TYPE.kind());
  }
}
