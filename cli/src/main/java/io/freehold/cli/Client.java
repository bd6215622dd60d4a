package io.freehold.cli;

import io.freehold.cli.account.AccountCommand;
import io.freehold.cli.infra.InfraCommand;
import io.freehold.cli.login.ProfileCommand;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.preflight.PreflightCommand;
import io.freehold.cli.preflight.VpcCommand;
import io.freehold.cli.service.ServiceCommand;
import io.freehold.cli.verb.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** All client verbs, to be put under a program's root command. */
public final class Client {
  private Client() {}

  /**
   * Adds the verbs to {@code root}, and makes it end with the exit codes that help texts promise.
   */
  public static CommandLine addTo(CommandLine root, Surroundings around) {
    root.addSubcommand(AccountCommand.commandLine(around))
        .addSubcommand(InfraCommand.commandLine(around))
        .addSubcommand(PreflightCommand.commandLine(around))
        .addSubcommand(VpcCommand.commandLine(around))
        .addSubcommand(ServiceCommand.commandLine(around))
        .addSubcommand(ProfileCommand.commandLine(around));
    root.setOut(around.out());
    root.setErr(around.err());
    root.setParameterExceptionHandler(Client::usage);
    return root;
  }

  private static int usage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("freehold: " + wrong.getMessage());
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    command.getErr().flush();
    return ExitCode.USAGE;
  }
}
