package io.freehold.app.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo measured.
 *
 * @param seed of how long everything took; null where everything took its median
 * @param simulatedSeconds from the request to {@code ready}
 * @param boundSeconds the least time in which anybody could do it
 * @param ratio of the two
 * @param throttledCalls to AWS that were refused for coming too fast, up and down
 * @param leftovers what the account still had of ours after everything was deleted, as AWS itself
 *     tells it; null if nothing was to be deleted
 * @param wallSeconds that the whole demo took on this machine
 * @param awsCalls by operation, up and down
 * @param resourcesByKind of the infrastructure when it was ready
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoReport(
    @Nullable Long seed,
    double simulatedSeconds,
    double boundSeconds,
    double ratio,
    int throttledCalls,
    @Nullable Integer leftovers,
    double wallSeconds,
    Service service,
    Map<String, Integer> awsCalls,
    Map<String, Long> resourcesByKind) {

  /**
   * The service.
   *
   * @param seconds from the request to {@code running}, in simulated time
   */
  public record Service(
      String state, String endpoint, double seconds, double boundSeconds, double ratio) {}

  /** For people. */
  public List<String> lines() {
    long resources = resourcesByKind.values().stream().mapToLong(Long::longValue).sum();
    int calls = awsCalls.values().stream().mapToInt(Integer::intValue).sum();
    return List.of(
        String.format(
            Locale.ROOT,
            "infrastructure  ready after %s; nobody could do it in less than %s (ratio %.3f)",
            span(simulatedSeconds),
            span(boundSeconds),
            ratio),
        String.format(
            Locale.ROOT,
            "service         running after %s; the least is %s (ratio %.3f)",
            span(service.seconds()),
            span(service.boundSeconds()),
            service.ratio()),
        String.format(
            Locale.ROOT,
            "resources       %d of %d kinds, by %d calls to AWS, %d of them throttled",
            resources,
            resourcesByKind.size(),
            calls,
            throttledCalls),
        leftovers == null
            ? "deleted         nothing: --teardown does that too"
            : String.format(Locale.ROOT, "deleted         everything; left over: %d", leftovers),
        String.format(Locale.ROOT, "on this machine %.1f s", wallSeconds));
  }

  private static String span(double seconds) {
    return String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}
