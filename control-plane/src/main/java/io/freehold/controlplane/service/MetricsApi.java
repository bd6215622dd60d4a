package io.freehold.controlplane.service;

import io.freehold.controlplane.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is known of services, here and by the Prometheus of their clusters, for another one. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}")
class MetricsApi {
  /** Of Prometheus' text format. */
  private static final MediaType TEXT =
      new MediaType("text", "plain", Map.of("version", "0.0.4", "charset", "utf-8"));

  private final ServiceStore store;
  private final ServerMetrics servers;
  private final Clock clock;

  MetricsApi(ServiceStore store, ServerMetrics servers, Clock clock) {
    this.store = store;
    this.servers = servers;
    this.clock = clock;
  }

  /**
   * @param filtered true or false: whether only {@link FilteredMetrics} are asked for
   */
  @GetMapping("/prometheus")
  ResponseEntity<byte[]> ofAll(
      @PathVariable UUID organizationId,
      @RequestParam(name = "filtered_metrics", required = false) @Nullable String filtered) {
    Set<String> names = names(filtered);
    return answer(store.list(organizationId), names);
  }

  @GetMapping("/services/{id}/prometheus")
  ResponseEntity<byte[]> of(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestParam(name = "filtered_metrics", required = false) @Nullable String filtered) {
    Set<String> names = names(filtered);
    return answer(
        List.of(store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"))),
        names);
  }

  private ResponseEntity<byte[]> answer(List<ServiceRow> services, Set<String> names) {
    return ResponseEntity.ok()
        .contentType(TEXT)
        .body(
            ServiceMetrics.text(services, servers.of(services, names), clock.instant())
                .getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> names(@Nullable String filtered) {
    if (filtered != null && !Set.of("true", "false").contains(filtered)) {
      throw Refusal.parameter("filtered_metrics", filtered, "true or false");
    }
    return "true".equals(filtered) ? FilteredMetrics.NAMES : Set.of();
  }
}
