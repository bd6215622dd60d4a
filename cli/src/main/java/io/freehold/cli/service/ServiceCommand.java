package io.freehold.cli.service;

import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verbs for ClickHouse services. */
@Command(
    name = "service",
    synopsisSubcommandLabel = "COMMAND",
    description = "ClickHouse services on an infrastructure.")
public final class ServiceCommand {
  @Mixin final HelpOption help = new HelpOption();

  private ServiceCommand() {}

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new ServiceCommand())
        .addSubcommand(new ServiceCreate(around))
        .addSubcommand(new ServiceList(around))
        .addSubcommand(new ServiceGet(around))
        .addSubcommand(new ServiceScale(around))
        .addSubcommand(new ServiceStop(around))
        .addSubcommand(new ServiceStart(around))
        .addSubcommand(new ServiceDelete(around));
  }
}
