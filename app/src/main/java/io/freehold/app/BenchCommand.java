package io.freehold.app;

import io.freehold.app.bench.ProvisionBench;
import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Measures, and says the figures. */
@Command(
    name = "bench",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Measure Freehold on this machine.",
      "provision: infrastructures in virtual time, as ratios to the least time in which anybody"
          + " could do it. Ends with 1 where a figure is not what it is to be, and says which."
    })
final class BenchCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "NAME", description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private Name name = Name.provision;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many seeds. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** What can be measured, in the words of the command line. */
  enum Name {
    provision
  }

  BenchCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (runs < 1) {
      around.err().println("freehold: --runs: found " + runs + ", needed at least 1");
      return ExitCode.USAGE;
    }
    // Nothing has logged yet: what libraries have to say is not among the figures.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    int threads = Runtime.getRuntime().availableProcessors();
    try {
      ProvisionBench.Report report =
          switch (name) {
            case provision -> new ProvisionBench(around.clock(), threads).measure(runs);
          };
      ObjectNode figures = Api.JSON.valueToTree(report);
      figures.set("missed", Api.JSON.valueToTree(report.missed()));
      if (json) {
        around.out().println(figures.toPrettyString());
      } else {
        figures.forEachEntry((key, value) -> around.out().printf("%-20s %s%n", key, value));
      }
      around.out().flush();
      report.missed().forEach(one -> around.err().println("freehold: " + one));
      around.err().flush();
      return report.missed().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (ExecutionException broken) {
      around.err().println("freehold: " + broken.getCause());
      return ExitCode.FAILED;
    }
  }
}
