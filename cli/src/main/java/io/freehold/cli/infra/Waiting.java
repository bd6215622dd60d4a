package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.live.Display;
import io.freehold.cli.live.Follow;
import io.freehold.cli.live.LineDisplay;
import io.freehold.cli.output.ConditionLines;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Follows an infrastructure to its end, and says how that was. */
final class Waiting {
  private static final Set<String> BLOCKED = Set.of("blocked", "delete-blocked");

  private final Surroundings around;
  private final Api api;
  private final String id;
  private final boolean quiet;

  /**
   * @param quiet the answer is for a program: progress goes to standard error
   */
  Waiting(Surroundings around, Api api, String id, boolean quiet) {
    this.around = around;
    this.api = api;
    this.id = id;
    this.quiet = quiet;
  }

  /** Until it is ready; deleted meanwhile counts as failed. */
  int untilReady(Duration atMost) throws IOException, InterruptedException, ApiRefusal {
    return follow(Set.of("ready"), atMost);
  }

  /** Until nothing of it is left. */
  int untilDeleted(Duration atMost) throws IOException, InterruptedException, ApiRefusal {
    return follow(Set.of("deleted"), atMost);
  }

  private int follow(Set<String> wanted, Duration atMost)
      throws IOException, InterruptedException, ApiRefusal {
    String path = Infrastructures.path(id);
    String title;
    try {
      Infrastructure infrastructure = Infrastructures.read(api.get(path));
      title =
          infrastructure.name()
              + (infrastructure.regionId() == null ? "" : " in " + infrastructure.regionId());
    } catch (ApiRefusal refusal) {
      if (refusal.problem().status() == 404 && wanted.contains("deleted")) {
        return ExitCode.DONE;
      }
      throw refusal;
    }
    Follow.End end;
    try (Display display = quiet ? new LineDisplay(around.err()) : around.display()) {
      Follow follow = new Follow(api, path, title, display, around.clock(), around.pause());
      end =
          follow.until(
              phase -> wanted.contains(phase) || phase.equals("deleted") || BLOCKED.contains(phase),
              atMost);
    }
    return switch (end) {
      case Follow.End.Reached(String phase) when BLOCKED.contains(phase) -> blocked(path, phase);
      case Follow.End.Reached(String phase) ->
          wanted.contains(phase) ? ExitCode.DONE : failed("it is " + phase);
      case Follow.End.Gone() ->
          wanted.contains("deleted") ? ExitCode.DONE : failed("it was deleted meanwhile");
      case Follow.End.TimeUp(String phase) ->
          failed(
              "still "
                  + phase
                  + " when the time was up; it goes on without this program: freehold infra watch "
                  + id);
    };
  }

  private int blocked(String path, String phase)
      throws IOException, InterruptedException, ApiRefusal {
    around
        .err()
        .println(
            "freehold: " + phase + ": a person has to do something; it goes on by itself then.");
    Infrastructure infrastructure = Infrastructures.read(api.get(path));
    ConditionLines.of(
            infrastructure.conditions().stream().filter(c -> !c.status().equals("True")).toList())
        .forEach(around.err()::println);
    return ExitCode.BLOCKED;
  }

  private int failed(String message) {
    around.err().println("freehold: " + message);
    return ExitCode.FAILED;
  }
}
