package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
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
import tools.jackson.databind.JsonNode;

@Command(
    name = "create",
    description = {
      "Create an infrastructure in an AWS account that was onboarded.",
      "Region, VPC range and zones cannot be changed afterwards."
    })
final class InfraCreate extends Verb {
  @Mixin private final InfraOptions wanted = new InfraOptions();

  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it is ready, and show how far it is.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(2);

  InfraCreate(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.post(Infrastructures.PATH, wanted.body());
    Infrastructure created = Infrastructures.read(answer);
    if (!json) {
      around.out().println(created.name() + " is being created (id " + created.id() + ").");
    }
    if (!wait) {
      if (json) {
        print(answer);
      } else {
        around.out().println("Follow it with: freehold infra watch " + created.id());
      }
      return ExitCode.DONE;
    }
    int code = new Waiting(around, api, created.id(), json).untilReady(timeout);
    if (json) {
      print(api.get(Infrastructures.path(created.id())));
    }
    return code;
  }
}
