package io.freehold.cli.account;

import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verbs for AWS accounts that infrastructures are made in. */
@Command(
    name = "account",
    synopsisSubcommandLabel = "COMMAND",
    description = "AWS accounts of customers, and the roles by which they are managed.")
public final class AccountCommand {
  @Mixin final HelpOption help = new HelpOption();

  private AccountCommand() {}

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new AccountCommand())
        .addSubcommand(new AccountAdd(around))
        .addSubcommand(new AccountVerify(around))
        .addSubcommand(new AccountGet(around))
        .addSubcommand(new AccountList(around));
  }
}
