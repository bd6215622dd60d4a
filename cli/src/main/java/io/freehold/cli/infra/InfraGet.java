package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "get", description = "Show one infrastructure: what it is, how far it is, and why.")
final class InfraGet extends Verb {
  @Parameters(paramLabel = "INFRA", description = "Its id, name or display name.")
  private String called = "";

  InfraGet(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.get(Infrastructures.path(Infrastructures.id(api, called)));
    if (json) {
      print(answer);
    } else {
      print(Description.lines(answer));
    }
    return ExitCode.DONE;
  }
}
