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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "scale",
    description = {
      "Change how many replicas a service has, and how much memory each.",
      "What is not said stays as it is."
    })
final class ServiceScale extends Verb {
  @Parameters(paramLabel = "SERVICE", description = "Its id or name.")
  private String called = "";

  @Option(names = "--replicas", paramLabel = "N", description = "Number of replicas, 1 to 20.")
  private @Nullable Integer replicas;

  @Option(
      names = "--memory",
      paramLabel = "GB",
      description = "Memory of each replica: 48, 116, 172 or 232.")
  private @Nullable Integer memory;

  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it runs in its new size.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(1);

  ServiceScale(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    if (replicas == null && memory == null) {
      throw new Unusable("found neither --replicas nor --memory, needed at least one of them");
    }
    Service service = Services.find(api, called);
    ObjectNode body = Api.JSON.createObjectNode();
    if (replicas != null) {
      body.put("numReplicas", replicas);
    }
    if (memory != null) {
      body.put("minReplicaMemoryGb", memory).put("maxReplicaMemoryGb", memory);
    }
    JsonNode answer = api.patch(Services.path(service.id()) + "/replicaScaling", body);
    Service scaled = Api.read(answer, Service.class);
    if (!json) {
      around.out().println(scaled.name() + " is to be " + Services.size(scaled) + ".");
      around.out().flush();
    }
    boolean resting = StateWait.RESTING.contains(scaled.state());
    int code =
        wait && !resting
            ? new StateWait(around, api, json).until(service.id(), "running", timeout)
            : ExitCode.DONE;
    if (json) {
      print(wait ? api.get(Services.path(service.id())) : answer);
    } else if (wait && resting) {
      around.out().println("It is " + scaled.state() + ": it has this size once it is started.");
    } else if (wait && code == ExitCode.DONE) {
      around.out().println(scaled.name() + " runs.");
    }
    return code;
  }
}
