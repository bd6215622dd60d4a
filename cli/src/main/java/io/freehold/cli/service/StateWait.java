package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ConditionLines;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Asks for a service's state until it is the wanted one. */
final class StateWait {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /** It stays so until somebody has done something, and then goes on by itself. */
  private static final Set<String> BLOCKED = Set.of("failed", "degraded");

  private static final String GONE = "terminated";

  /** Nothing runs, and nothing will before it is told to. */
  static final Set<String> RESTING = Set.of("stopped", "stopping", "idle");

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
      Optional<Service> service = service(id);
      String state = service.map(Service::state).orElse(GONE);
      if (!state.equals(last)) {
        progress.println("  " + state);
        progress.flush();
        last = state;
      }
      if (state.equals(wanted)) {
        return ExitCode.DONE;
      }
      if (service.isPresent() && BLOCKED.contains(state)) {
        return blocked(service.get());
      }
      if (state.equals(GONE)) {
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

  private Optional<Service> service(String id)
      throws IOException, InterruptedException, ApiRefusal {
    try {
      return Optional.of(api.get(Services.path(id), Service.class));
    } catch (ApiRefusal refusal) {
      if (refusal.problem().status() == 404) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  private int blocked(Service service) {
    around
        .err()
        .println(
            "freehold: the service is "
                + service.state()
                + ": a person has to do something; it goes on by itself then.");
    ConditionLines.of(service.conditions()).forEach(around.err()::println);
    return ExitCode.BLOCKED;
  }

  private int failed(String message) {
    around.err().println("freehold: " + message);
    return ExitCode.FAILED;
  }
}
