package io.freehold.cli.preflight;

import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verbs for VPCs of customers' own. */
@Command(
    name = "vpc",
    synopsisSubcommandLabel = "COMMAND",
    description = "VPCs of a customer's own, in which an infrastructure can stand.")
public final class VpcCommand {
  @Mixin final HelpOption help = new HelpOption();

  private VpcCommand() {}

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new VpcCommand()).addSubcommand(new VpcCheck(around));
  }
}
