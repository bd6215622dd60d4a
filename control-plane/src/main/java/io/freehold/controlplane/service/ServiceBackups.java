package io.freehold.controlplane.service;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.storage.StoredObjects;
import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.service.BackupJobs;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.network.Cidr;
import io.freehold.model.service.BackupConfiguration;
import io.freehold.model.service.BackupSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks after the backups of services: what is to be made, what was made, and what is kept long
 * enough. The cluster makes them; what it remembers of them is noted here at every look.
 */
@Component
class ServiceBackups {
  /** One that runs is looked at ever more rarely: a small one is seen to end soon. */
  private static final Duration WHILE_ONE_RUNS = Duration.ofMinutes(1);

  private static final int PARTS_OF_ITS_TIME = 4;

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration MORE_OBJECTS = Duration.ofSeconds(1);

  /** Until the job of a time that has come is there. */
  private static final Duration AFTER_DUE = Duration.ofSeconds(10);

  /** So many batches of a thousand objects in one pass: others want to be looked at too. */
  private static final int MOST_BATCHES = 20;

  /** In seconds. */
  private static final long HOUR = 3600;

  private static final FailureClassifier FAILURES = new CloudFailures();

  private final BackupStore store;
  private final ServiceSettingsStore settings;
  private final Activities activities;
  private final TransactionTemplate transactions;

  ServiceBackups(
      BackupStore store,
      ServiceSettingsStore settings,
      Activities activities,
      TransactionTemplate transactions) {
    this.store = store;
    this.settings = settings;
    this.activities = activities;
    this.transactions = transactions;
  }

  /**
   * What a look came to.
   *
   * @param again when there is something new to see
   */
  record Look(Condition condition, Duration again) {}

  /** How a service is to be backed up. */
  BackupPlan plan(
      ServiceRow row, InfrastructureSpec place, ServiceNames names, BackupPlan.Stage stage) {
    BackupConfiguration asked = settings.backups(row.organizationId(), row.id());
    return new BackupPlan(
        schedule(row, asked).cron(),
        Duration.ofHours(asked.periodHours()),
        // By path, as the data's: a bucket's name has dots.
        "https://s3.%s.amazonaws.com/%s/%s"
            .formatted(place.region(), bucket(names), names.objectPrefix()),
        place.vpcCidrs().stream().map(Cidr::toString).toList(),
        stage);
  }

  /**
   * Notes what was made, and deletes what is too old. Nothing that goes wrong here is the service's
   * own failure.
   *
   * @param report of the pass that brought the schedule into the cluster
   */
  Look look(
      ServiceRow row,
      Clouds clouds,
      ServiceNames names,
      PassReport report,
      List<Condition> conditions,
      Lease lease,
      Instant now) {
    List<BackupRow> all;
    Optional<Failure> failure = Optional.empty();
    try {
      all = note(row, clouds.cluster().get(), lease, now);
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException unreachable) {
      // What is known of them is all that there is to be told.
      all = store.all(row.organizationId(), row.id());
    }
    BackupConfiguration asked = settings.backups(row.organizationId(), row.id());
    List<BackupRow> old = tooOld(all, now.minusSeconds(asked.retentionHours() * HOUR));
    boolean more = false;
    try {
      more = !old.isEmpty() && !deleted(row, clouds.customer(), names, old, lease);
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      failure = Optional.of(FAILURES.classify(e));
    }
    List<BackupRow> kept =
        all.stream().filter(one -> !one.expired() && !old.contains(one)).toList();
    Condition condition = BackupHealth.of(row, kept, asked, report, conditions, failure, now);
    return new Look(condition, again(row, asked, kept, more, failure.isPresent(), now));
  }

  /** Notes what the cluster remembers; answers all that is known then, the latest first. */
  List<BackupRow> note(ServiceRow row, KubernetesSession cluster, Lease lease, Instant now) {
    List<BackupJobs.Backup> seen = BackupJobs.in(cluster, row.name().value());
    List<BackupRow> known = store.all(row.organizationId(), row.id());
    Set<UUID> over =
        known.stream()
            .filter(one -> !one.isRunning())
            .map(BackupRow::id)
            .collect(Collectors.toSet());
    Set<UUID> there = seen.stream().map(BackupJobs.Backup::id).collect(Collectors.toSet());
    List<BackupRow> changed =
        Stream.concat(
                seen.stream().filter(one -> !over.contains(one.id())).map(BackupRow::of),
                known.stream()
                    .filter(one -> one.isRunning() && !there.contains(one.id()))
                    .map(one -> one.lost(now)))
            .filter(one -> !known.contains(one))
            .toList();
    // Until the cluster forgets its job, one that is gone would be taken for a new one.
    List<BackupRow> forgotten =
        known.stream().filter(one -> one.emptied() && !there.contains(one.id())).toList();
    if (changed.isEmpty() && forgotten.isEmpty()) {
      return known;
    }
    lease.verify();
    changed.forEach(one -> store.save(row.organizationId(), row.id(), one));
    forgotten.forEach(one -> store.delete(row.organizationId(), row.id(), one.id()));
    return store.all(row.organizationId(), row.id());
  }

  /** All that are kept, the latest first. */
  List<BackupRow> kept(ServiceRow row) {
    return store.list(row.organizationId(), row.id());
  }

  /** Their objects are gone, with all the service's. */
  void forget(ServiceRow row) {
    store
        .all(row.organizationId(), row.id())
        .forEach(one -> store.delete(row.organizationId(), row.id(), one.id()));
  }

  /** Kept long enough; never the newest good one. */
  private static List<BackupRow> tooOld(List<BackupRow> all, Instant before) {
    Optional<BackupRow> newest = BackupHealth.newestGood(all);
    return all.stream()
        .filter(one -> !one.isRunning() && !one.emptied() && !one.startedAt().isAfter(before))
        .filter(one -> newest.filter(one::equals).isEmpty())
        .toList();
  }

  /**
   * Deletes them, as far as one pass may.
   *
   * @return whether none is left
   */
  private boolean deleted(
      ServiceRow row, AwsSession aws, ServiceNames names, List<BackupRow> old, Lease lease) {
    int batches = 0;
    for (BackupRow one : old) {
      expire(row, one);
      String prefix = names.objectPrefix() + BackupJobs.folder(one.job());
      boolean none = false;
      while (!none) {
        if (batches++ == MOST_BATCHES) {
          return false;
        }
        lease.verify();
        none = StoredObjects.deleteSome(aws, bucket(names), prefix);
      }
      store.emptied(row.organizationId(), row.id(), one.id());
    }
    return true;
  }

  /** On record when it is first begun: then it is not shown any more. */
  private void expire(ServiceRow row, BackupRow one) {
    transactions.executeWithoutResult(status -> {
      if (store.expire(row.organizationId(), row.id(), one.id())) {
        activities.recordService(row.organizationId(), row.id(), ActivityType.BACKUP_DELETE);
      }
    });
  }

  private static Duration again(
      ServiceRow row,
      BackupConfiguration asked,
      List<BackupRow> kept,
      boolean more,
      boolean failed,
      Instant now) {
    if (more) {
      return MORE_OBJECTS;
    }
    Stream<Duration> running =
        kept.stream()
            .filter(BackupRow::isRunning)
            .map(one -> Duration.between(one.startedAt(), now).dividedBy(PARTS_OF_ITS_TIME))
            .map(part -> part.compareTo(WHILE_ONE_RUNS) < 0 ? WHILE_ONE_RUNS : part);
    Stream<Duration> failure = failed ? Stream.of(AFTER_FAILURE) : Stream.of();
    Stream<Instant> due =
        row.running() ? Stream.of(schedule(row, asked).nextAfter(now)) : Stream.of();
    Stream<Duration> untilDue = due.map(next -> Duration.between(now, next).plus(AFTER_DUE));
    // One that has to stay, the newest good one above all, is no reason to look again.
    Stream<Duration> untilOld =
        kept.stream()
            .map(one ->
                Duration.between(now, one.startedAt().plusSeconds(asked.retentionHours() * HOUR)))
            .filter(Duration::isPositive);
    return Stream.of(running, failure, untilDue, untilOld)
        .flatMap(one -> one)
        .min(Duration::compareTo)
        .orElse(Duration.ofDays(1));
  }

  private static BackupSchedule schedule(ServiceRow row, BackupConfiguration asked) {
    return BackupSchedule.of(asked, row.name().value());
  }

  private static String bucket(ServiceNames names) {
    return names.infrastructure().bucket(BucketPurpose.BACKUP);
  }
}
