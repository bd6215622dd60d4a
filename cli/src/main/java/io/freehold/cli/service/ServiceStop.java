package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "stop",
    description = {
      "Stop a service. Its data is kept.",
      "Start it again with freehold service start."
    })
final class ServiceStop extends Verb {
  @Parameters(paramLabel = "SERVICE", description = "Its id or name.")
  private String called = "";

  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it is stopped.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(1);

  ServiceStop(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    Service service = Services.find(api, called);
    JsonNode answer = Services.tell(api, service, "stop");
    if (!json) {
      around.out().println(service.name() + " is being stopped.");
      around.out().flush();
    }
    int code =
        wait
            ? new StateWait(around, api, json).until(service.id(), "stopped", timeout)
            : ExitCode.DONE;
    if (json) {
      print(wait ? api.get(Services.path(service.id())) : answer);
    } else if (wait && code == ExitCode.DONE) {
      around.out().println(service.name() + " is stopped.");
    }
    return code;
  }
}
