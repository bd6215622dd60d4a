package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Asks for a service's state until it is the wanted one. */
final class StateWait {
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Set<String> DEAD_ENDS = Set.of("failed", "terminated");

  private final Surroundings around;
  private final Api api;
  private final PrintWriter progress;

  StateWait(Surroundings around, Api api, boolean json) {
    this.around = around;
    this.api = api;
    this.progress = json ? around.err() : around.out();
  }

  /**
   * Until the state is {@code wanted}; a service that is not found is taken for {@code terminated}.
   *
   * @return an {@link ExitCode}
   */
  int until(String id, String wanted, Duration atMost)
      throws IOException, InterruptedException, ApiRefusal {
    Instant deadline = around.clock().instant().plus(atMost);
    String last = "";
    while (true) {
      String state = state(id);
      if (!state.equals(last)) {
        progress.println("  " + state);
        progress.flush();
        last = state;
      }
      if (state.equals(wanted)) {
        return ExitCode.DONE;
      }
      if (DEAD_ENDS.contains(state)) {
        return failed("the service is " + state);
      }
      if (!around.clock().instant().isBefore(deadline)) {
        return failed(
            "the service was still "
                + state
                + " when the time was up; it goes on without this program");
      }
      around.pause().of(BETWEEN);
    }
  }

  private String state(String id) throws IOException, InterruptedException, ApiRefusal {
    try {
      return api.get(Services.path(id), Service.class).state();
    } catch (ApiRefusal refusal) {
      if (refusal.problem().status() == 404) {
        return "terminated";
      }
      throw refusal;
    }
  }

  private int failed(String message) {
    around.err().println("freehold: " + message);
    return ExitCode.FAILED;
  }
}
