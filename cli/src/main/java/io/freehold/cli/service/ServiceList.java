package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Table;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the organization's services.")
final class ServiceList extends Verb {
  ServiceList(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal {
    JsonNode answer = api.get(Services.PATH);
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "STATE", "SIZE", "VERSION", "HOST", "ID");
    for (Service one : Api.read(answer, Service[].class)) {
      String host = one.endpoints().isEmpty() ? "" : one.endpoints().getFirst().host();
      table.row(
          one.name(), one.state(), Services.size(one), one.clickhouseVersion(), host, one.id());
    }
    print(table.lines());
    return ExitCode.DONE;
  }
}
