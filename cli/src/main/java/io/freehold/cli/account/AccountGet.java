package io.freehold.cli.account;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.account.CloudAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "get", description = "Show one account: its external ID, its role, and its state.")
final class AccountGet extends Verb {
  @Parameters(paramLabel = "ACCOUNT", description = "Its twelve digits, display name or id.")
  private String called = "";

  AccountGet(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.get(Accounts.path(Accounts.find(api, called)));
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    List<String> lines = new ArrayList<>(Accounts.lines(answer));
    List<String> reasons = Accounts.reasons(Api.read(answer, CloudAccount.class));
    if (!reasons.isEmpty()) {
      lines.add("");
      lines.addAll(reasons);
    }
    print(lines);
    return ExitCode.DONE;
  }
}
