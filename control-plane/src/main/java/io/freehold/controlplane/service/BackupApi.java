package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.service.BackupConfiguration;
import io.freehold.protocol.Success;
import io.freehold.protocol.service.Backup;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /backups} and {@code /backupConfiguration} of a service. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services/{id}")
class BackupApi {
  private final ServiceChanges changes;
  private final ServiceSettingsStore settings;
  private final BackupStore backups;
  private final BackupView view;
  private final ServersRole role;

  BackupApi(
      ServiceChanges changes,
      ServiceSettingsStore settings,
      BackupStore backups,
      BackupView view,
      ServersRole role) {
    this.changes = changes;
    this.settings = settings;
    this.backups = backups;
    this.view = view;
    this.role = role;
  }

  /** The body of a PATCH; a field that is null goes back to its default. */
  record Request(
      @Nullable Integer backupPeriodInHours,
      @Nullable Integer backupRetentionPeriodInHours,
      @Nullable String backupStartTime) {}

  /** The latest first. */
  @GetMapping("/backups")
  Success<List<Backup>> list(@PathVariable UUID organizationId, @PathVariable UUID id) {
    ServiceRow row = changes.find(organizationId, id);
    InfrastructureSpec place = changes.infrastructure(row).spec();
    String writer = role.arn(organizationId, place);
    return Answer.of(
        backups.list(organizationId, id).stream()
            .map(one -> view.of(row, place, writer, one))
            .toList());
  }

  @GetMapping("/backups/{backupId}")
  Success<Backup> get(
      @PathVariable UUID organizationId, @PathVariable UUID id, @PathVariable UUID backupId) {
    ServiceRow row = changes.find(organizationId, id);
    BackupRow found =
        backups
            .find(organizationId, id, backupId)
            .orElseThrow(() -> Refusal.notFound("The backup"));
    InfrastructureSpec place = changes.infrastructure(row).spec();
    return Answer.of(view.of(row, place, role.arn(organizationId, place), found));
  }

  @GetMapping("/backupConfiguration")
  Success<io.freehold.protocol.service.BackupConfiguration> configuration(
      @PathVariable UUID organizationId, @PathVariable UUID id) {
    changes.requireThere(organizationId, id);
    return Answer.of(shown(settings.backups(organizationId, id)));
  }

  @PatchMapping("/backupConfiguration")
  Success<io.freehold.protocol.service.BackupConfiguration> configure(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<Request> body) {
    changes.set(
        organizationId,
        id,
        row -> {
          BackupConfiguration now = settings.backups(organizationId, id);
          BackupConfiguration next = next(now, body);
          body.violations().addAll(next.violations());
          body.refuseIfWrong();
          if (!next.equals(now)) {
            settings.backups(organizationId, id, next);
            changes.record(row, ActivityType.SERVICE_UPDATE_BACKUP_CONFIGURATION);
            changes.request(id);
          }
        });
    return configuration(organizationId, id);
  }

  /** A time of day makes the period a day, unless another was asked for. */
  private static BackupConfiguration next(BackupConfiguration now, Body<Request> body) {
    Request asked = body.value();
    String start = body.has("backupStartTime") ? asked.backupStartTime() : now.startTime();
    boolean timeIsNew = start != null && body.has("backupStartTime");
    return new BackupConfiguration(
        given(
            body,
            "backupPeriodInHours",
            asked.backupPeriodInHours(),
            timeIsNew ? BackupConfiguration.DAY : now.periodHours(),
            BackupConfiguration.DEFAULT.periodHours()),
        given(
            body,
            "backupRetentionPeriodInHours",
            asked.backupRetentionPeriodInHours(),
            now.retentionHours(),
            BackupConfiguration.DEFAULT.retentionHours()),
        start);
  }

  private static int given(
      Body<Request> body, String field, @Nullable Integer asked, int now, int standard) {
    if (asked != null) {
      return asked;
    }
    return body.has(field) ? standard : now;
  }

  private static io.freehold.protocol.service.BackupConfiguration shown(
      BackupConfiguration configuration) {
    return new io.freehold.protocol.service.BackupConfiguration(
        configuration.periodHours(), configuration.retentionHours(), configuration.startTime());
  }
}
