package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "get", description = "Show one service, and how to connect to it.")
final class ServiceGet extends Verb {
  @Parameters(paramLabel = "SERVICE", description = "Its id or name.")
  private String called = "";

  ServiceGet(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.get(Services.path(Services.find(api, called).id()));
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    Service service = Api.read(answer, Service.class);
    print(Services.lines(service));
    Services.connect(service)
        .ifPresent(command -> around.out().println("connect       " + command));
    return ExitCode.DONE;
  }
}
