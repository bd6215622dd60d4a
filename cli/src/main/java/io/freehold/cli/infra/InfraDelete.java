package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Confirmation;
import io.freehold.cli.verb.DataChoice;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "delete",
    description = {
      "Take an infrastructure down. It must have no services.",
      "Data is kept unless --data delete says otherwise."
    })
final class InfraDelete extends Verb {
  @Parameters(paramLabel = "INFRA", description = "Its id, name or display name.")
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
      description = "Stay until it is gone, and show how far it is.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(2);

  InfraDelete(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    String id = Infrastructures.id(api, called);
    Infrastructure infrastructure = Infrastructures.read(api.get(Infrastructures.path(id)));
    confirmation.require(around, "infrastructure", infrastructure.name(), data);
    JsonNode answer = api.delete(Infrastructures.path(id) + "?data=" + data);
    if (!wait) {
      if (json) {
        print(answer);
      } else {
        around
            .out()
            .println(infrastructure.name() + " is being deleted, its data " + data.outcome() + ".");
        around.out().println("Follow it with: freehold infra watch " + id);
      }
      return ExitCode.DONE;
    }
    int code = new Waiting(around, api, id, json).untilDeleted(timeout);
    if (json) {
      print(answer);
    } else if (code == ExitCode.DONE) {
      around.out().println(infrastructure.name() + " is deleted, its data " + data.outcome() + ".");
    }
    return code;
  }
}
