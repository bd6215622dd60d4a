package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A verb that tells a service into another state. */
abstract class ServiceOrder extends Verb {
  @Parameters(paramLabel = "SERVICE", description = "Its id or name.")
  private String called = "";

  ServiceOrder(Surroundings around) {
    super(around);
  }

  /**
   * Gives the order.
   *
   * @param command as the API has it
   * @param state in which it is carried out
   * @param doing said at once, behind the service's name
   * @param done said behind the name once that state was waited for
   * @param wait for how long at the most; empty does not wait
   * @return an {@link ExitCode}
   */
  final int give(
      Api api, String command, String state, String doing, String done, Optional<Duration> wait)
      throws IOException, InterruptedException, ApiRefusal, Unusable {
    Service service = Services.find(api, called);
    JsonNode answer = Services.tell(api, service, command);
    if (!json) {
      around.out().println(service.name() + " " + doing + ".");
      around.out().flush();
    }
    int code =
        wait.isPresent()
            ? new StateWait(around, api, json).until(service.id(), state, wait.get())
            : ExitCode.DONE;
    if (json) {
      print(wait.isPresent() ? api.get(Services.path(service.id())) : answer);
    } else if (wait.isPresent() && code == ExitCode.DONE) {
      around.out().println(service.name() + " " + done + ".");
    }
    return code;
  }
}
