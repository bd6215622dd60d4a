package io.freehold.app;

import io.freehold.cli.Client;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Surroundings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program's root: without a command it says what there is. */
@Command(
    name = "freehold",
    mixinStandardHelpOptions = true,
    versionProvider = FreeholdCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs ClickHouse as a managed service inside a customer's own AWS account.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, refused, or not done in time",
      "2:the command line, environment or profile is not usable; nothing was done",
      "3:blocked: waits for a person, and the output says for what"
    },
    footerHeading = "%nWhere client verbs connect:%n",
    footer = {
      "  FREEHOLD_URL, FREEHOLD_ORGANIZATION, FREEHOLD_KEY_ID and FREEHOLD_KEY_SECRET,",
      "  or what 'freehold profile save' has saved."
    })
final class FreeholdCommand implements Callable<Integer> {
  private final Surroundings around;
  private @Nullable CommandLine commandLine;

  private FreeholdCommand(Surroundings around) {
    this.around = around;
  }

  static CommandLine commandLine(Surroundings around) {
    FreeholdCommand command = new FreeholdCommand(around);
    CommandLine root = new CommandLine(command);
    command.commandLine = root;
    root.addSubcommand(new Rehearsal());
    root.addSubcommand(new DemoCommand(around));
    root.addSubcommand(new ServeCommand(around));
    root.addSubcommand(new BenchCommand(around));
    root.addSubcommand(PolicyCommand.commandLine(around));
    root.addSubcommand(ChartsCommand.commandLine(around));
    return Client.addTo(root, around);
  }

  @Override
  public Integer call() {
    if (commandLine != null) {
      commandLine.usage(around.err());
    }
    return ExitCode.USAGE;
  }

  /** The version that the build wrote into the program's file. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = FreeholdCommand.class.getPackage().getImplementationVersion();
      return new String[] {"freehold " + (version == null ? "(not packaged)" : version)};
    }
  }
}
