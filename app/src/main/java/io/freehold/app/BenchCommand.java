package io.freehold.app;

import io.freehold.app.bench.Figures;
import io.freehold.app.bench.ProvisionBench;
import io.freehold.app.bench.ServicesBench;
import io.freehold.app.process.ScratchFolder;
import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.HelpOption;
import io.freehold.cli.verb.Surroundings;
import java.io.IOException;
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
          + " could do it.",
      "services: how soon a service runs, as such a ratio; then many services on one control plane"
          + " with HTTP and PostgreSQL: how soon another access list is in force, how long lists"
          + " take, how far the shown state lags behind the cluster. Takes some minutes.",
      "Ends with 1 where a figure is not what it is to be, and says which."
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

  @Option(
      names = "--services",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many services on one control plane. Default: ${DEFAULT-VALUE}.")
  private int services;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** What can be measured, in the words of the command line. */
  enum Name {
    provision,
    services
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
    if (services < 1) {
      around.err().println("freehold: --services: found " + services + ", needed at least 1");
      return ExitCode.USAGE;
    }
    try {
      Figures report =
          switch (name) {
            case provision -> provision();
            case services -> services();
          };
      ObjectNode figures = Api.JSON.valueToTree(report);
      figures.set("missed", Api.JSON.valueToTree(report.missed()));
      if (json) {
        around.out().println(figures.toPrettyString());
      } else {
        figures.forEachEntry((key, value) -> around.out().printf("%-33s %s%n", key, value));
      }
      around.out().flush();
      report.missed().forEach(one -> around.err().println("freehold: " + one));
      around.err().flush();
      return report.missed().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (ExecutionException broken) {
      around.err().println("freehold: " + broken.getCause());
      return ExitCode.FAILED;
    } catch (ApiRefusal | IOException broken) {
      around.err().println("freehold: " + broken.getMessage());
      return ExitCode.FAILED;
    }
  }

  private Figures provision() throws InterruptedException, ExecutionException {
    // Nothing has logged yet: what libraries have to say is not among the figures.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    return new ProvisionBench(around.clock(), threads()).measure(runs);
  }

  /** The control plane logs into the folder. */
  private Figures services()
      throws InterruptedException, ExecutionException, IOException, ApiRefusal {
    try (ScratchFolder folder = ScratchFolder.of(null)) {
      return new ServicesBench(around.clock(), threads(), folder.path()).measure(runs, services);
    }
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
