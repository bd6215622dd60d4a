package io.freehold.aws.graph;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.storage.Bucket;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import java.util.EnumMap;
import java.util.Map;

/** The buckets: what is kept when everything else goes, unless told otherwise. */
record StoragePart(Map<BucketPurpose, Ref<Bucket.Observed>> buckets) {

  static <C> StoragePart add(Section<C, AwsSession> aws, InfrastructureNames names) {
    Map<BucketPurpose, Ref<Bucket.Observed>> buckets = new EnumMap<>(BucketPurpose.class);
    for (BucketPurpose purpose : BucketPurpose.values()) {
      buckets.put(
          purpose,
          aws.add(
              "bucket-" + purpose.defaultSuffix(),
              Bucket.TYPE,
              () -> Bucket.of(names.bucket(purpose))));
    }
    return new StoragePart(buckets);
  }

  /** Whether deleting it would delete the customer's data. */
  static boolean holdsData(LedgerEntry entry) {
    return entry.kind().equals(Bucket.TYPE.kind());
  }
}
