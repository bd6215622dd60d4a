package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "update",
    description = {
      "Choose the service that keeps the logs of an infrastructure, or have none do so.",
      "What else is asked of it stays as it is."
    })
final class InfraUpdate extends Verb {
  @Parameters(paramLabel = "INFRA", description = "Its id, name or display name.")
  private String called = "";

  @Option(
      names = "--log-house",
      paramLabel = "SERVICE",
      description = {
        "The service that keeps the logs of its pods, by id or name;",
        "in addition to the store that has all of them anyway."
      })
  private @Nullable String logHouse;

  @Option(
      names = "--log-retention-days",
      paramLabel = "N",
      description = {
        "With --log-house: after how many days a log is dropped.",
        "Not said, it stays as it is; for another service it is 30."
      })
  private @Nullable Integer retentionDays;

  @Option(
      names = "--no-log-house",
      description = "No service keeps its logs any more. Those that one has stay there.")
  private boolean noLogHouse;

  InfraUpdate(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    if ((logHouse == null) != noLogHouse) {
      throw new Unusable(
          logHouse == null
              ? "found neither --log-house nor --no-log-house, needed one of them"
              : "found both --log-house and --no-log-house, needed one of them");
    }
    if (retentionDays != null && logHouse == null) {
      throw new Unusable("found --log-retention-days without --log-house, needed both");
    }
    String id = Infrastructures.id(api, called);
    ObjectNode body = Api.JSON.createObjectNode();
    if (logHouse == null) {
      body.putNull("logHouse");
    } else {
      ObjectNode chosen = body.putObject("logHouse").put("serviceId", service(api, id, logHouse));
      if (retentionDays != null) {
        chosen.put("retentionDays", retentionDays);
      }
    }
    JsonNode answer = api.patch(Infrastructures.path(id), body);
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    Infrastructure changed = Infrastructures.read(answer);
    Infrastructure.LogHouse now = changed.logHouse();
    around
        .out()
        .println(
            now == null
                ? "No service keeps the logs of " + changed.name() + " any more."
                : "%s is to keep the logs of %s for %d days."
                    .formatted(logHouse, changed.name(), now.retentionDays()));
    if (now != null) {
      around
          .out()
          .println(
              "Its condition LoghouseShippingReady tells how far that is: freehold infra get "
                  + id);
    }
    return ExitCode.DONE;
  }

  /** The id of the one of its services that is called so: names are unique. */
  private static String service(Api api, String infrastructure, String called)
      throws IOException, InterruptedException, ApiRefusal, Unusable {
    for (Service one : Api.read(api.get("/services"), Service[].class)) {
      if (infrastructure.equalsIgnoreCase(one.byocId())
          && (one.id().equalsIgnoreCase(called) || one.name().equals(called))) {
        return one.id();
      }
    }
    throw new Unusable(
        "--log-house: found \"%s\", needed the id or name of a service of this infrastructure (freehold service list)"
            .formatted(called));
  }
}
