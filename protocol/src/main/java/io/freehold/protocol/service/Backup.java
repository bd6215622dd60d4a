package io.freehold.protocol.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a service.
 *
 * @param status {@code done}, {@code error} or {@code in_progress}
 * @param sizeInBytes null until it is done, or where the server did not tell
 * @param durationInSeconds until its end, or until now
 * @param type {@code full} or {@code incremental}
 * @param backupName where it is in its bucket, below the bucket's path
 */
public record Backup(
    String id,
    String status,
    String serviceId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Long sizeInBytes,
    long durationInSeconds,
    String type,
    String backupName,
    Bucket bucket) {

  /**
   * Where backups of the service are.
   *
   * @param bucketProvider {@code AWS}
   * @param bucketPath with the service's own prefix
   * @param iamRoleArn of the role as which they are written
   */
  public record Bucket(String bucketProvider, String bucketPath, String iamRoleArn) {}
}
