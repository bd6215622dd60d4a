package io.freehold.controlplane.service;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ServiceNames;
import io.freehold.protocol.service.Backup;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** A backup as clients see it. */
@Component
class BackupView {
  /** None builds on an earlier one. */
  private static final String FULL = "full";

  private final NamingScheme naming;
  private final Clock clock;

  BackupView(NamingScheme naming, Clock clock) {
    this.naming = naming;
    this.clock = clock;
  }

  /**
   * @param place where the service runs
   * @param role the ARN of the role as which its servers write
   */
  Backup of(ServiceRow row, InfrastructureSpec place, String role, BackupRow backup) {
    ServiceNames names = place.names(naming).service(row.name());
    return new Backup(
        backup.id().toString(),
        backup.status().word(),
        row.id().toString(),
        backup.startedAt(),
        backup.finishedAt().orElse(null),
        backup.sizeInBytes().orElse(null),
        Duration.between(backup.startedAt(), backup.finishedAt().orElseGet(clock::instant))
            .toSeconds(),
        FULL,
        backup.path(),
        new Backup.Bucket(
            "AWS",
            "s3://%s/%s"
                .formatted(
                    names.infrastructure().bucket(BucketPurpose.BACKUP), names.objectPrefix()),
            role));
  }
}
