package io.freehold.cli.service;

import io.freehold.cli.verb.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs for ClickHouse services. */
@Command(
    name = "service",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "ClickHouse services on an infrastructure.")
public final class ServiceCommand {
  private ServiceCommand() {}

  public static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new ServiceCommand())
        .addSubcommand(new ServiceCreate(around))
        .addSubcommand(new ServiceList(around))
        .addSubcommand(new ServiceGet(around))
        .addSubcommand(new ServiceDelete(around));
  }
}
