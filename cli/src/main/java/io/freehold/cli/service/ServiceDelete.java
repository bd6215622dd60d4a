package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Confirmation;
import io.freehold.cli.verb.DataChoice;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "delete",
    description = {
      "Delete a service; one that runs is stopped first, and this is waited for.",
      "Data is kept unless --data delete says otherwise."
    })
final class ServiceDelete extends Verb {
  private static final Set<String> STOPPED =
      Set.of("stopped", "failed", "terminating", "softdeleting", "softdeleted");

  @Parameters(paramLabel = "SERVICE", description = "Its id or name.")
  private String called = "";

  @Option(
      names = "--data",
      paramLabel = "CHOICE",
      defaultValue = "retain",
      description =
          "What becomes of the data: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private DataChoice data = DataChoice.retain;

  @Mixin private Confirmation confirmation = new Confirmation();

  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it is gone.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description =
          "Give up waiting after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(1);

  ServiceDelete(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    Service service = Services.find(api, called);
    confirmation.require(around, "service", service.name(), data);
    StateWait states = new StateWait(around, api, json);
    if (!STOPPED.contains(service.state())) {
      if (!service.state().equals("stopping")) {
        var _ = Services.tell(api, service, "stop");
      }
      int code = states.until(service.id(), "stopped", timeout);
      if (code != ExitCode.DONE) {
        return code;
      }
    }
    JsonNode answer = api.delete(Services.path(service.id()) + "?data=" + data);
    int code = wait ? states.until(service.id(), "terminated", timeout) : ExitCode.DONE;
    if (json) {
      print(answer);
    } else if (code == ExitCode.DONE) {
      around
          .out()
          .println(
              service.name()
                  + (wait ? " is deleted" : " is being deleted")
                  + ", its data "
                  + data.outcome()
                  + ".");
    }
    return code;
  }
}
