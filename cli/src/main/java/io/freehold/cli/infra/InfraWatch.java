package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "watch",
    description = {
      "Follow an infrastructure until it is ready, or deleted if that is what it is about to be.",
      "On a terminal as a live tree; else one line for each change."
    })
final class InfraWatch extends Verb {
  @Parameters(paramLabel = "INFRA", description = "Its id, name or display name.")
  private String called = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2h",
      converter = TimeSpan.class,
      description = "Give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(2);

  InfraWatch(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    String id = Infrastructures.id(api, called);
    Infrastructure before = Infrastructures.read(api.get(Infrastructures.path(id)));
    Waiting waiting = new Waiting(around, api, id, json);
    boolean goes = before.phase().startsWith("delet");
    int code = goes ? waiting.untilDeleted(timeout) : waiting.untilReady(timeout);
    if (json && !(goes && code == 0)) {
      JsonNode after = api.get(Infrastructures.path(id));
      print(after);
    }
    return code;
  }
}
