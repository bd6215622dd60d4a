package io.freehold.controlplane.service;

import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.service.UpgradeWindow;
import io.freehold.protocol.Success;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /upgradeWindow} of a service: when it may be brought to another version. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services/{id}/upgradeWindow")
class UpgradeWindowApi {
  private final ServiceChanges changes;
  private final ServiceSettingsStore settings;

  UpgradeWindowApi(ServiceChanges changes, ServiceSettingsStore settings) {
    this.changes = changes;
    this.settings = settings;
  }

  /** The body of a PUT. */
  record Request(@Nullable Integer weekday, @Nullable Integer startHourUtc) {}

  @GetMapping
  Success<io.freehold.protocol.service.UpgradeWindow> get(
      @PathVariable UUID organizationId, @PathVariable UUID id) {
    changes.requireThere(organizationId, id);
    return Answer.of(
        shown(settings.upgradeWindow(organizationId, id).orElseThrow(UpgradeWindowApi::none)));
  }

  @PutMapping
  Success<io.freehold.protocol.service.UpgradeWindow> set(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<Request> body) {
    body.require("weekday", "0 (Sunday) to 6 (Saturday)");
    body.require("startHourUtc", "0, 6, 12 or 18");
    UpgradeWindow window =
        new UpgradeWindow(
            Objects.requireNonNullElse(body.value().weekday(), 0),
            Objects.requireNonNullElse(body.value().startHourUtc(), 0));
    body.violations().addAll(window.violations());
    changes.requireThere(organizationId, id);
    body.refuseIfWrong();
    changes.set(organizationId, id, row -> settings.upgradeWindow(organizationId, id, window));
    return Answer.of(shown(window));
  }

  @DeleteMapping
  Success<@Nullable Void> delete(@PathVariable UUID organizationId, @PathVariable UUID id) {
    changes.set(
        organizationId,
        id,
        row -> {
          if (settings.upgradeWindow(organizationId, id).isEmpty()) {
            throw none();
          }
          settings.upgradeWindow(organizationId, id, null);
        });
    return Answer.done();
  }

  private static Refusal none() {
    return Refusal.of(404, "no-upgrade-window", "The service has no upgrade window.");
  }

  private static io.freehold.protocol.service.UpgradeWindow shown(UpgradeWindow window) {
    return new io.freehold.protocol.service.UpgradeWindow(
        window.weekday(), window.startHourUtc(), UpgradeWindow.HOURS);
  }
}
