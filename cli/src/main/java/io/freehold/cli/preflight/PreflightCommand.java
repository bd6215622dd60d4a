package io.freehold.cli.preflight;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.infra.InfraOptions;
import io.freehold.cli.infra.Infrastructures;
import io.freehold.cli.verb.Body;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.protocol.preflight.Preflight;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code freehold preflight}. */
@Command(
    name = "preflight",
    description = {
      "Look at an AWS account for what would stop an infrastructure halfway: permissions, quotas,"
          + " zones, address ranges. Nothing is created.",
      "Names an infrastructure that was asked for, or takes the options of 'infra create' for one"
          + " that was not. What fails is told with its remedy; an infrastructure that waits for it"
          + " goes on by itself once it is mended or waived."
    })
public final class PreflightCommand extends PreflightVerb {
  @Parameters(
      paramLabel = "INFRA",
      arity = "0..1",
      description = "An infrastructure: its id, name or display name.")
  private @Nullable String called;

  @Option(
      names = "--waive",
      paramLabel = "CHECK",
      description = "A check that is to stop nothing, though it fails. Repeatable.")
  private @Nullable List<String> waived;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "With --waive: why; it stays on record with the infrastructure.")
  private @Nullable String reason;

  @Mixin private final InfraOptions wanted = new InfraOptions();

  private PreflightCommand(Surroundings around) {
    super(around);
  }

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new PreflightCommand(around));
  }

  @Override
  JsonNode ask(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    if (waived == null && reason != null) {
      throw new Unusable("--reason: is of a waiver, and needs a --waive");
    }
    if (called == null) {
      if (waived != null) {
        throw new Unusable("--waive: needs an infrastructure, with which the waiver is kept");
      }
      return api.post("/preflight", wanted.body());
    }
    if (!wanted.isEmpty()) {
      throw new Unusable(
          "an infrastructure is what it was asked to be: name one, or say what it is to be");
    }
    if (waived != null && reason == null) {
      throw new Unusable("--waive: needs a --reason");
    }
    String path = Infrastructures.path(Infrastructures.id(api, called)) + "/preflight";
    return waived == null || reason == null
        ? api.post(path, Body.from(null).json())
        : waive(api, path, new LinkedHashSet<>(waived), reason);
  }

  /** All of them, or none: one that is not there is often another's name with a slip. */
  private static JsonNode waive(Api api, String path, Set<String> waived, String reason)
      throws IOException, InterruptedException, ApiRefusal, Unusable {
    List<String> failing =
        Api.read(api.get(path), Preflight.class).checks().stream()
            .filter(check -> check.status().equals("fail"))
            .map(Preflight.Check::id)
            .toList();
    List<String> strange = waived.stream().filter(check -> !failing.contains(check)).toList();
    if (!strange.isEmpty()) {
      throw new Unusable(
          "--waive: found %s, which %s not fail, needed %s. Nothing was waived."
              .formatted(
                  String.join(", ", strange),
                  strange.size() == 1 ? "does" : "do",
                  failing.isEmpty()
                      ? "nothing: no check fails"
                      : "some of " + String.join(", ", failing)));
    }
    JsonNode answer = Api.JSON.nullNode();
    for (String check : waived) {
      answer =
          api.post(
              path + "/waivers", Body.from(null).set("check", check).set("reason", reason).json());
    }
    return answer;
  }
}
