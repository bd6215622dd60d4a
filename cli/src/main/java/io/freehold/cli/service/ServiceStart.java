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

@Command(name = "start", description = "Start a service that is stopped, or wake one that is idle.")
final class ServiceStart extends Verb {
  @Parameters(paramLabel = "SERVICE", description = "Its id or name.")
  private String called = "";

  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it runs.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(1);

  ServiceStart(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    Service service = Services.find(api, called);
    JsonNode answer = Services.tell(api, service, "start");
    if (!json) {
      around.out().println(service.name() + " is being started.");
      around.out().flush();
    }
    int code =
        wait
            ? new StateWait(around, api, json).until(service.id(), "running", timeout)
            : ExitCode.DONE;
    if (json) {
      print(wait ? api.get(Services.path(service.id())) : answer);
    } else if (wait && code == ExitCode.DONE) {
      around.out().println(service.name() + " runs.");
    }
    return code;
  }
}
