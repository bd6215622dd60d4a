package io.freehold.controlplane.service;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.storage.StoredObjects;
import io.freehold.kernel.queue.Lease;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.service.KeptVolumes;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.ServiceNames;
import io.freehold.protocol.infrastructure.Resource;
import java.util.ArrayList;
import java.util.List;

/** The data of a service that was taken down: on volumes and in buckets. */
final class ServiceData {
  /** The kinds under which it is kept in the list of what is left. */
  static final String VOLUME = "PersistentVolume";

  static final String OBJECTS = "Objects";
  static final String BACKUP = "Backup";
  static final String KEPT = "kept";

  /** The node that stands for a backup that there is not. */
  static final String UNMADE = "backup-not-made";

  /** So many batches of a thousand objects in one pass: others want to be looked at too. */
  private static final int MOST_BATCHES = 20;

  private static final List<BucketPurpose> BUCKETS =
      List.of(BucketPurpose.SHARED, BucketPurpose.BACKUP);

  private ServiceData() {}

  /**
   * What of it is there, to be kept.
   *
   * @param backups the latest first; the newest good one is named, from which it can be restored
   */
  static List<Resource> kept(
      KubernetesSession cluster, ServiceNames names, List<BackupRow> backups) {
    List<Resource> kept = new ArrayList<>();
    BackupHealth.newestGood(backups)
        .map(one -> resource("backup", BACKUP, url(names, one), "of " + one.startedAt()))
        .ifPresent(kept::add);
    for (KeptVolumes.Volume one : KeptVolumes.in(cluster, names.service().value())) {
      kept.add(resource("volume-" + one.claim(), VOLUME, one.id(), one.size()));
    }
    for (BucketPurpose purpose : BUCKETS) {
      kept.add(
          resource(
              "objects-" + purpose.defaultSuffix(),
              OBJECTS,
              "s3://" + names.infrastructure().bucket(purpose) + "/" + names.objectPrefix(),
              "if there are any"));
    }
    return kept;
  }

  private static String url(ServiceNames names, BackupRow backup) {
    return "s3://%s/%s%s"
        .formatted(
            names.infrastructure().bucket(BucketPurpose.BACKUP),
            names.objectPrefix(),
            backup.path());
  }

  /** That no last backup could be made. */
  static Resource unmade(String reason) {
    return resource(UNMADE, BACKUP, "none", reason);
  }

  /**
   * Deletes objects, as many as one pass may.
   *
   * @return whether none are left
   */
  static boolean deleteObjects(AwsSession aws, ServiceNames names, Lease lease) {
    int batches = 0;
    for (BucketPurpose purpose : BUCKETS) {
      String bucket = names.infrastructure().bucket(purpose);
      boolean none = false;
      while (!none) {
        if (batches++ == MOST_BATCHES) {
          return false;
        }
        lease.verify();
        none = StoredObjects.deleteSome(aws, bucket, names.objectPrefix());
      }
    }
    return true;
  }

  private static Resource resource(String node, String kind, String id, String message) {
    return new Resource(node, kind, id, KEPT, List.of(), null, message, null);
  }
}
