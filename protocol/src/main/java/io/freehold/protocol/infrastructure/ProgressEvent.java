package io.freehold.protocol.infrastructure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of one event of {@code GET /byocInfrastructure/{id}/events}; the event's id is
 * its sequence number. It carries the whole new state of what it names, so that applying one twice
 * does no harm.
 *
 * @param time the control plane's time, which in a demo runs faster than the client's
 * @param phase the infrastructure's phase from now on
 * @param progress the infrastructure's progress from now on
 * @param resources those that changed, as they are from now on
 */
public record ProgressEvent(
    Instant time, String phase, @Nullable Progress progress, List<Resource> resources) {
  public ProgressEvent {
    resources = List.copyOf(Objects.requireNonNullElse(resources, List.of()));
  }
}
