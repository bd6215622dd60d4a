package io.freehold.cli.account;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Table;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.account.CloudAccount;
import java.io.IOException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List the organization's AWS accounts.")
final class AccountList extends Verb {
  AccountList(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal {
    JsonNode answer = api.get(Accounts.PATH);
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ACCOUNT", "DISPLAY NAME", "REGION", "STATE", "ROLE", "ID");
    for (CloudAccount one : Api.read(answer, CloudAccount[].class)) {
      table.row(
          one.accountId(),
          one.displayName(),
          one.regionId(),
          one.state(),
          one.managementRoleArn(),
          one.id());
    }
    print(table.lines());
    return ExitCode.DONE;
  }
}
