package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Table;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.infrastructure.Progress;
import java.io.IOException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the organization's infrastructures.")
final class InfraList extends Verb {
  InfraList(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal {
    JsonNode answer = api.get(Infrastructures.PATH);
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "DISPLAY NAME", "ACCOUNT", "REGION", "PHASE", "READY", "ID");
    for (Infrastructure one : Api.read(answer, Infrastructure[].class)) {
      Progress progress = one.progress();
      String ready = progress == null ? "" : progress.ready() + "/" + progress.total();
      table.row(
          one.name(),
          one.displayName(),
          one.accountId(),
          one.regionId(),
          one.phase(),
          ready,
          one.id());
    }
    print(table.lines());
    return ExitCode.DONE;
  }
}
