package io.freehold.app.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo measured, as far as it came. What was not reached is null, and left out of the file.
 *
 * @param failure why it ended before its end; null where it did not
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
    @Nullable Failure failure,
    @Nullable Long seed,
    @Nullable Double simulatedSeconds,
    @Nullable Double boundSeconds,
    @Nullable Double ratio,
    @Nullable Integer throttledCalls,
    @Nullable Integer leftovers,
    double wallSeconds,
    @Nullable Service service,
    @Nullable Map<String, Integer> awsCalls,
    @Nullable Map<String, Long> resourcesByKind) {

  /**
   * Why a demo ended before its end.
   *
   * @param exitCode one of {@link ExitCode}
   */
  public record Failure(int exitCode, String reason) {
    /** As that exception has it. */
    public static Failure of(Exception why) {
      return switch (why) {
        case DemoFailure failure -> new Failure(failure.exitCode(), text(failure));
        case ApiRefusal refusal -> new Failure(ExitCode.FAILED, refusal.problem().error());
        default -> new Failure(ExitCode.FAILED, text(why));
      };
    }

    private static String text(Exception why) {
      return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }
  }

  /**
   * The service.
   *
   * @param ipAccessList from where it may be reached
   * @param warning that everybody may reach it, in the words of the condition; null where not so
   * @param certificate what its gateway shows, in the words of its condition
   * @param seconds from the request to {@code running}, in simulated time
   */
  public record Service(
      String state,
      String endpoint,
      List<String> ipAccessList,
      @Nullable String warning,
      String certificate,
      double seconds,
      double boundSeconds,
      double ratio) {
    public Service {
      ipAccessList = List.copyOf(ipAccessList);
    }
  }

  /** Of one that ended before anything could be measured. */
  public static DemoReport failed(Failure failure, @Nullable Long seed, Duration wall) {
    return new DemoReport(
        failure, seed, null, null, null, null, null, seconds(wall), null, null, null);
  }

  /** With what the program ends: 0 where everything was as it should be. */
  public int exitCode() {
    if (failure != null) {
      return failure.exitCode();
    }
    return leftovers != null && leftovers > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  static double seconds(Duration span) {
    return rounded(span.toNanos() / 1e9);
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (simulatedSeconds != null && boundSeconds != null && ratio != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "infrastructure  ready after %s; nobody could do it in less than %s (ratio %.3f)",
              span(simulatedSeconds),
              span(boundSeconds),
              ratio));
    }
    if (service != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "service         running after %s; the least is %s (ratio %.3f)",
              span(service.seconds()),
              span(service.boundSeconds()),
              service.ratio()));
    }
    if (resourcesByKind != null && awsCalls != null && throttledCalls != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "resources       %d of %d kinds, by %d calls to AWS, %d of them throttled",
              resourcesByKind.values().stream().mapToLong(Long::longValue).sum(),
              resourcesByKind.size(),
              awsCalls.values().stream().mapToInt(Integer::intValue).sum(),
              throttledCalls));
    }
    if (leftovers != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "deleted         %s; left over: %d",
              failure == null ? "everything" : "not everything",
              leftovers));
    } else if (failure == null) {
      lines.add("deleted         nothing: --teardown does that too");
    }
    lines.add(String.format(Locale.ROOT, "on this machine %.1f s", wallSeconds));
    if (service != null) {
      lines.add("endpoint        " + service.endpoint());
      lines.add(
          "allowed from    "
              + (service.ipAccessList().isEmpty()
                  ? "nowhere"
                  : String.join(", ", service.ipAccessList())));
      if (service.warning() != null) {
        lines.add("warning         " + service.warning());
      }
      lines.add("certificate     " + service.certificate());
    }
    return lines;
  }

  private static String span(double seconds) {
    return String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}
