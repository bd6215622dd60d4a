package io.freehold.aws.storage;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** What is in a bucket, in all its versions. */
public final class StoredObjects {
  private static final int LARGEST_BATCH = 1000;

  private StoredObjects() {}

  /**
   * Throws away one batch of them.
   *
   * @param prefix of the keys that it concerns; empty for all
   * @return whether nothing was left already, the bucket itself included
   */
  public static boolean deleteSome(AwsSession aws, String bucket, String prefix) {
    S3Client s3 = aws.s3();
    AtomicBoolean none = new AtomicBoolean(true);
    S3.ifBucket(() -> {
      List<ObjectIdentifier> batch =
          batch(s3.listObjectVersions(r -> r.bucket(bucket).prefix(prefix).maxKeys(LARGEST_BATCH)));
      none.set(batch.isEmpty());
      if (!batch.isEmpty()) {
        refuseErrors(
            s3.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(batch).quiet(true))));
      }
    });
    return none.get();
  }

  static boolean isEmpty(S3Client s3, String bucket) {
    return batch(s3.listObjectVersions(r -> r.bucket(bucket).maxKeys(1))).isEmpty();
  }

  private static List<ObjectIdentifier> batch(ListObjectVersionsResponse page) {
    List<ObjectIdentifier> all = new ArrayList<>();
    page.versions().forEach(one -> all.add(identifier(one.key(), one.versionId())));
    page.deleteMarkers().forEach(one -> all.add(identifier(one.key(), one.versionId())));
    return all;
  }

  private static ObjectIdentifier identifier(String key, String versionId) {
    return ObjectIdentifier.builder().key(key).versionId(versionId).build();
  }

  /** S3 answers 200 to a batch of which nothing could be deleted. */
  private static void refuseErrors(DeleteObjectsResponse answer) {
    answer.errors().stream()
        .findFirst()
        .ifPresent(error -> {
          throw new FailureException(
              AwsFailures.refused(
                  error.code(),
                  "%d objects could not be deleted, such as %s: %s"
                      .formatted(answer.errors().size(), error.key(), error.message())));
        });
  }
}
