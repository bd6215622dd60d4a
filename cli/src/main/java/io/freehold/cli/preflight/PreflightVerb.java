package io.freehold.cli.preflight;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.preflight.Preflight;
import java.io.IOException;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A verb that ends with checks: 3 where one fails. */
abstract class PreflightVerb extends Verb {
  @Option(names = "--all", description = "Show the checks that pass as well.")
  private boolean all;

  PreflightVerb(Surroundings around) {
    super(around);
  }

  /** The control plane's answer. */
  abstract JsonNode ask(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable;

  @Override
  protected final int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = ask(api);
    Preflight preflight = Api.read(answer, Preflight.class);
    if (json) {
      print(answer);
    } else {
      print(CheckTable.lines(preflight, all));
    }
    return preflight.checks().stream().anyMatch(check -> check.status().equals("fail"))
        ? ExitCode.BLOCKED
        : ExitCode.DONE;
  }
}
