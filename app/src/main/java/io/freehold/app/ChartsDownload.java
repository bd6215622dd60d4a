package io.freehold.app;

import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartDownloads;
import io.freehold.kubernetes.chart.ChartException;
import io.freehold.kubernetes.chart.ChartSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills a folder that a control plane without a way out is then given. */
@Command(
    name = "download",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Download every chart into a folder, checked. What is there already is checked and kept.",
      "Ends with 1 if a chart could not be had; the others are there nevertheless."
    })
final class ChartsDownload implements Callable<Integer> {
  private final Surroundings around;
  private final List<ChartSource.Wanted> charts;

  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "The folder. It is made if it is not there.")
  private @Nullable Path to;

  @Option(names = "--json", description = "Print as JSON what is in the folder then.")
  private boolean json;

  ChartsDownload(Surroundings around, List<ChartSource.Wanted> charts) {
    this.around = around;
    this.charts = List.copyOf(charts);
  }

  @Override
  public Integer call() {
    Path folder = Objects.requireNonNull(to); // the option is required
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      around.err().println("freehold: --to: found a file at %s, needed a folder".formatted(folder));
      return ExitCode.USAGE;
    }
    ChartDownloads downloads = new ChartDownloads(folder);
    List<Map<String, Object>> had = new ArrayList<>();
    int missing = 0;
    for (ChartSource.Wanted wanted : charts) {
      try {
        Optional<Chart> chart = downloads.find(wanted);
        had.add(described(wanted, chart.flatMap(Chart::archiveDigest)));
      } catch (ChartException refused) {
        missing++;
        around.err().println("freehold: " + refused.getMessage());
      }
    }
    if (json) {
      around.out().println(Api.JSON.valueToTree(had).toPrettyString());
      around.out().flush();
    }
    around
        .err()
        .println(
            "%d of %d charts are in %s".formatted(charts.size() - missing, charts.size(), folder));
    return missing == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Said as soon as it is there, but for programs all at once. */
  private Map<String, Object> described(ChartSource.Wanted wanted, Optional<String> sha256) {
    if (!json) {
      around.out().println(sha256.orElse("unpacked") + "  " + wanted.file());
      around.out().flush();
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", wanted.name());
    one.put("version", wanted.version());
    sha256.ifPresent(digest -> one.put("sha256", digest));
    return one;
  }
}
