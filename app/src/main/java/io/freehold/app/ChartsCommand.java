package io.freehold.app;

import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.kubernetes.chart.ChartSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands about the charts of the platform; they need no control plane. */
@Command(
    name = "charts",
    synopsisSubcommandLabel = "COMMAND",
    description = "The Helm charts that every cluster gets, for networks without a way out.")
final class ChartsCommand {
  @Mixin final HelpOption help = new HelpOption();

  private ChartsCommand() {}

  static CommandLine commandLine(Surroundings around) {
    return commandLine(
        around,
        ReleaseCatalogue.newest().components().stream()
            .flatMap(component -> component.chart().stream())
            .toList());
  }

  /**
   * @param charts those of the catalogue
   */
  static CommandLine commandLine(Surroundings around, List<ChartSource.Wanted> charts) {
    return new CommandLine(new ChartsCommand())
        .addSubcommand(new ChartsList(around, charts))
        .addSubcommand(new ChartsDownload(around, charts));
  }
}
