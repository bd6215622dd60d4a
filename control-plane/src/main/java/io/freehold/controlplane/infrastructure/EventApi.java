package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.access.Callers;
import io.freehold.controlplane.web.Refusal;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The progress of an infrastructure as server-sent events. Each stream is a virtual thread that
 * reads the table and sleeps until it is woken; any control plane serves any stream.
 */
@RestController
class EventApi {
  /** Shorter than the silence after which proxies and our own client give up. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** How long news can be late if the wake-up was lost. */
  private static final Duration LATEST = Duration.ofSeconds(2);

  private static final byte[] STILL_HERE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final InfrastructureStore store;
  private final EventWakeups wakeups;
  private final OpenStreams streams;
  private final Callers callers;

  EventApi(InfrastructureStore store, EventWakeups wakeups, OpenStreams streams, Callers callers) {
    this.store = store;
    this.wakeups = wakeups;
    this.streams = streams;
    this.callers = callers;
  }

  /**
   * Everything that was told from the first event on that is kept, or after the last one that was
   * seen. The stream ends when its key does.
   */
  @GetMapping("/v1/organizations/{organizationId}/byocInfrastructure/{id}/events")
  void events(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller.OrganizationKey caller,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    if (store.find(organizationId, id).isEmpty()) {
      throw Refusal.notFound("The infrastructure");
    }
    long last = number(lastEventId);
    try (OpenStreams.Open open = streams.open(caller.keyId())) {
      answer(id, last, caller, response);
    }
  }

  private void answer(UUID id, long last, Caller caller, HttpServletResponse response)
      throws IOException, InterruptedException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("X-Accel-Buffering", "no"); // proxies are not to gather it
    OutputStream stream = response.getOutputStream();
    stream.write(STILL_HERE);
    response.flushBuffer();
    try (EventWakeups.Watch watch = wakeups.watch(id)) {
      send(id, last, caller, watch, stream);
    }
  }

  private void send(
      UUID id, long last, Caller caller, EventWakeups.Watch watch, OutputStream stream)
      throws IOException, InterruptedException {
    long sent = last;
    Duration silent = Duration.ZERO;
    // A key that was taken away or has expired is told nothing more.
    while (wakeups.isRunning() && callers.areStill(caller)) {
      List<InfrastructureStore.Told> news = store.events(id, sent);
      for (InfrastructureStore.Told told : news) {
        stream.write(
            "id: %d\nevent: progress\ndata: %s\n\n"
                .formatted(told.sequence(), told.data())
                .getBytes(StandardCharsets.UTF_8));
        sent = told.sequence();
      }
      if (!news.isEmpty()) {
        stream.flush();
        silent = Duration.ZERO;
        continue;
      }
      if (silent.compareTo(HEARTBEAT) >= 0) {
        stream.write(STILL_HERE);
        stream.flush();
        silent = Duration.ZERO;
      }
      watch.await(LATEST);
      silent = silent.plus(LATEST);
    }
  }

  private static long number(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isBlank()) {
      return 0;
    }
    if (!lastEventId.matches("\\d{1,18}")) {
      throw Refusal.of(
          400,
          "invalid-parameter",
          "Last-Event-ID: found '" + lastEventId + "', needed the id of an event.");
    }
    return Long.parseLong(lastEventId);
  }
}
