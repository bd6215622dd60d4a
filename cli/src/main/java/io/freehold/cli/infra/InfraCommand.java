package io.freehold.cli.infra;

import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verbs for infrastructures: a VPC, an EKS cluster and buckets in a customer's AWS account. */
@Command(
    name = "infra",
    synopsisSubcommandLabel = "COMMAND",
    description = "Infrastructures: VPC, EKS cluster and buckets in a customer's AWS account.")
public final class InfraCommand {
  @Mixin final HelpOption help = new HelpOption();

  private InfraCommand() {}

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new InfraCommand())
        .addSubcommand(new InfraCreate(around))
        .addSubcommand(new InfraList(around))
        .addSubcommand(new InfraGet(around))
        .addSubcommand(new InfraPlan(around))
        .addSubcommand(new InfraResources(around))
        .addSubcommand(new InfraWatch(around))
        .addSubcommand(new InfraUpdate(around))
        .addSubcommand(new InfraDelete(around));
  }
}
