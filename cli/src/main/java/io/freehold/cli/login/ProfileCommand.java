package io.freehold.cli.login;

import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Table;
import io.freehold.cli.profile.Connection;
import io.freehold.cli.profile.NoConnection;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verbs for saved profiles: where to connect, and with which key. */
@Command(
    name = "profile",
    synopsisSubcommandLabel = "COMMAND",
    description = "Saved control planes and keys, so that commands need no environment variables.")
public final class ProfileCommand {
  private final Surroundings around;

  @Mixin final HelpOption help = new HelpOption();

  private ProfileCommand(Surroundings around) {
    this.around = around;
  }

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new ProfileCommand(around)).addSubcommand(new ProfileSave(around));
  }

  @Command(name = "list", description = "List the saved profiles.")
  int list(@Mixin HelpOption ignored) {
    try {
      Table table = new Table("PROFILE", "URL", "ORGANIZATION", "KEY");
      Profiles profiles = around.profiles();
      for (String name : profiles.names()) {
        Optional<Connection> saved = profiles.find(name);
        saved.ifPresent(one -> table.row(name, one.url(), one.organizationId(), one.keyId()));
      }
      table.lines().forEach(around.out()::println);
      around.out().flush();
      return ExitCode.DONE;
    } catch (IOException | NoConnection broken) {
      around.err().println("freehold: " + broken.getMessage());
      return ExitCode.FAILED;
    }
  }

  @Command(name = "remove", description = "Forget a saved profile.")
  int remove(
      @Mixin HelpOption ignored,
      @Parameters(paramLabel = "NAME", description = "The profile's name.") String name) {
    try {
      if (around.profiles().remove(name)) {
        return ExitCode.DONE;
      }
      around.err().println("freehold: profile: found \"" + name + "\", needed one that is saved");
      return ExitCode.USAGE;
    } catch (IOException | NoConnection broken) {
      around.err().println("freehold: " + broken.getMessage());
      return ExitCode.FAILED;
    }
  }
}
