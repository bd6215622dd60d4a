package io.freehold.controlplane.activity;

import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.Success;
import io.freehold.protocol.activity.Activity;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /activities} of the public API. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/activities")
class ActivityApi {
  /** The public API has no pages here; older ones are found by their dates. */
  private static final int MOST = 10_000;

  /** What PostgreSQL can keep, and any client can mean. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final ActivityStore store;

  ActivityApi(ActivityStore store) {
    this.store = store;
  }

  /**
   * @param fromDate the first moment that counts
   * @param toDate the last
   */
  @GetMapping
  Success<List<Activity>> list(
      @PathVariable UUID organizationId,
      @Parameter(schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(name = "from_date", required = false)
          @Nullable String fromDate,
      @Parameter(schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(name = "to_date", required = false)
          @Nullable String toDate) {
    Instant from = time("from_date", fromDate);
    Instant to = time("to_date", toDate);
    if (from != null && to != null && to.isBefore(from)) {
      throw Refusal.parameter("to_date", to.toString(), "no earlier than from_date, " + from);
    }
    return Answer.of(store.list(organizationId, from, to, MOST));
  }

  @GetMapping("/{activityId}")
  Success<Activity> get(@PathVariable UUID organizationId, @PathVariable String activityId) {
    return Answer.of(
        uuid(activityId)
            .flatMap(id -> store.find(organizationId, id))
            .orElseThrow(() -> Refusal.notFound("The activity")));
  }

  /** Any text may be an id in the public API; ours are UUIDs. */
  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** Read here, since Spring takes a number for milliseconds and nothing for null. */
  private static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
        return time;
      }
    } catch (DateTimeException notATime) {
      // Said below.
    }
    throw Refusal.parameter(
        name, text, "a time such as 2026-11-30T12:00:00Z, in the years 1 to 9999");
  }
}
