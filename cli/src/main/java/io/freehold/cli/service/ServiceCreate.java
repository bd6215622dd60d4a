package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.infra.Infrastructures;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Body;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.TimeSpan;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "create",
    description = {
      "Create a ClickHouse service on an infrastructure.",
      "Its password is shown once, here, and kept by nobody else."
    })
final class ServiceCreate extends Verb {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The request's body as JSON ('-': standard input); options win over it.")
  private @Nullable Path file;

  @Option(
      names = "--infra",
      paramLabel = "INFRA",
      description = "The infrastructure's id, name or display name.")
  private @Nullable String infra;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The service's name, up to 50 characters.")
  private @Nullable String name;

  @Option(names = "--replicas", paramLabel = "N", description = "Number of replicas. Default: 3.")
  private @Nullable Integer replicas;

  @Option(
      names = "--memory",
      paramLabel = "GB",
      description = "Memory of each replica: 48, 116, 172 or 232. Default: 48.")
  private @Nullable Integer memory;

  @Option(
      names = "--allow",
      paramLabel = "CIDR",
      split = ",",
      description =
          "An address or range that may connect. Repeatable. Without any, everybody may try.")
  private @Nullable List<String> allowed;

  @Option(
      names = {"--wait", "--watch"},
      description = "Stay until it is running.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description =
          "With --wait: give up after this time, like 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofHours(1);

  ServiceCreate(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.post(Services.PATH, body(api));
    Service.Created created = Api.read(answer, Service.Created.class);
    Service service = created.service();
    if (!json) {
      around.out().println(service.name() + " is being created (id " + service.id() + ").");
      around
          .out()
          .println(
              created.password() == null
                  ? "The password was shown when the request was first made; set a new one if it is"
                      + " lost."
                  : "user default, password " + created.password() + "   (shown only now)");
      Services.warning(service).ifPresent(around.out()::println);
      around.out().flush();
    }
    int code =
        wait
            ? new StateWait(around, api, json).until(service.id(), "running", timeout)
            : ExitCode.DONE;
    if (json) {
      print(wait ? withLatest(api, answer, service.id()) : answer);
    } else if (wait && code == ExitCode.DONE) {
      Service running = api.get(Services.path(service.id()), Service.class);
      print(Services.lines(running));
      Services.connect(running)
          .ifPresent(command -> around.out().println("connect       " + command));
    }
    return code;
  }

  /** The creation's answer with its password, and the service as it is now. */
  private static JsonNode withLatest(Api api, JsonNode answer, String id)
      throws IOException, InterruptedException, ApiRefusal {
    if (answer instanceof ObjectNode object) {
      object.set("service", api.get(Services.path(id)));
    }
    return answer;
  }

  private JsonNode body(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    Body body = Body.from(file).set("name", name);
    if (infra != null) {
      String id = Infrastructures.id(api, infra);
      body.set("byocId", id).set("provider", "aws").set("region", Infrastructures.region(api, id));
    }
    Integer gigabytes =
        memory == null && !body.has("minReplicaMemoryGb") ? Integer.valueOf(48) : memory;
    body.set("minReplicaMemoryGb", gigabytes).set("maxReplicaMemoryGb", gigabytes);
    body.set(
        "numReplicas",
        replicas == null && !body.has("numReplicas") ? Integer.valueOf(3) : replicas);
    if (allowed != null) {
      body.setAll(
          "ipAccessList",
          allowed.stream().map(source -> Map.of("source", source)).collect(Collectors.toList()));
    }
    if (!body.has("name") || !body.has("byocId")) {
      throw new Unusable("--infra and --name are needed, or a --file with byocId and name");
    }
    return body.json();
  }
}
