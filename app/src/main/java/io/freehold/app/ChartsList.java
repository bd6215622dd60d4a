package io.freehold.app;

import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.output.Table;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import io.freehold.kubernetes.chart.ChartSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which charts there are. */
@Command(
    name = "list",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "List the charts: name, version, address, and SHA-256 where it was verified.",
      "A chart lies in a folder of charts as <name>-<version>.tgz."
    })
final class ChartsList implements Callable<Integer> {
  private final Surroundings around;
  private final List<ChartSource.Wanted> charts;

  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  ChartsList(Surroundings around, List<ChartSource.Wanted> charts) {
    this.around = around;
    this.charts = List.copyOf(charts);
  }

  @Override
  public Integer call() {
    if (json) {
      List<Map<String, Object>> all = new ArrayList<>();
      for (ChartSource.Wanted chart : charts) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", chart.name());
        one.put("version", chart.version());
        one.put("address", chart.archive().toString());
        chart.sha256().ifPresent(digest -> one.put("sha256", digest));
        all.add(one);
      }
      around.out().println(Api.JSON.valueToTree(all).toPrettyString());
    } else {
      Table table = new Table("NAME", "VERSION", "SHA-256", "ADDRESS");
      charts.forEach(chart ->
          table.row(chart.name(), chart.version(), chart.sha256().orElse(""), chart.archive()));
      table.lines().forEach(around.out()::println);
    }
    around.out().flush();
    return ExitCode.DONE;
  }
}
