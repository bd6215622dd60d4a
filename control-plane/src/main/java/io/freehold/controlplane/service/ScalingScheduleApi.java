package io.freehold.controlplane.service;

import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.protocol.Success;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /scalingSchedule} of a service: at which hours of the week it is of another size. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services/{id}/scalingSchedule")
class ScalingScheduleApi {
  private final ServiceStore store;
  private final ServiceChanges changes;
  private final Clock clock;

  ScalingScheduleApi(ServiceStore store, ServiceChanges changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  @GetMapping
  Success<io.freehold.protocol.service.ScalingSchedule> get(
      @PathVariable UUID organizationId, @PathVariable UUID id) {
    return Answer.of(shown(organizationId, id));
  }

  /** Replaces all of it; without entries it is cleared. */
  @PostMapping
  Success<io.freehold.protocol.service.ScalingSchedule> replace(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<ScheduleRequest> body) {
    boolean cleared =
        changes
                .change(
                    organizationId,
                    id,
                    row -> {
                      ScalingSchedule schedule = ScheduleRequest.read(body, row.spec());
                      body.refuseIfWrong();
                      changes.schedule(row, schedule);
                    })
                .scalingSchedule()
            == null;
    return Answer.of(
        cleared
            ? new io.freehold.protocol.service.ScalingSchedule(
                List.of(), io.freehold.protocol.service.ScalingSchedule.Otherwise.NONE, null)
            : shown(organizationId, id));
  }

  /** The service goes back to the size of its spec. */
  @DeleteMapping
  Success<@Nullable Void> delete(@PathVariable UUID organizationId, @PathVariable UUID id) {
    var ignored =
        changes.change(
            organizationId,
            id,
            row -> {
              requireThere(row);
              changes.schedule(row, ScalingSchedule.NONE);
            });
    return Answer.done();
  }

  private io.freehold.protocol.service.ScalingSchedule shown(UUID organizationId, UUID id) {
    ServiceRow row =
        store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
    requireThere(row);
    return ScheduleView.of(row.schedule(), row.spec(), clock.instant());
  }

  private static void requireThere(ServiceRow row) {
    if (row.schedule().entries().isEmpty()) {
      throw Refusal.of(404, "no-schedule", "The service has no scaling schedule.");
    }
  }
}
