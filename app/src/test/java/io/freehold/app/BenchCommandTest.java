package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.app.bench.ProvisionBench;
import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The figures of the README, measured as it says; with fewer seeds. */
class BenchCommandTest {
  private static final int RUNS = 20;

  @TempDir private java.nio.file.Path folder;

  /** The command silences a process that it has for itself: this one logs already. */
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(BenchCommandTest.class);

  @Test
  void provisioning_is_as_fast_as_it_is_to_be() throws Exception {
    Terminal terminal = new Terminal(folder);
    int code = terminal.run("bench", "provision", "--runs", String.valueOf(RUNS), "--json");
    LOG.info("{}", terminal.out());
    JsonNode figures = Api.JSON.readTree(terminal.out());
    // How many a minute depends on this machine and what else it does: the command alone judges it.
    assertThat(figures.get("missed"))
        .allMatch(one -> one.asString().startsWith("perMinuteOnTwoCores"));
    assertThat(code).isEqualTo(figures.get("missed").isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
    assertThat(figures.get("perMinuteOnTwoCores").asDouble()).isPositive();
    assertThat(figures.get("runs").asInt()).isEqualTo(RUNS);
    assertThat(figures.get("medians").asDouble()).isBetween(1.0, 1.05);
    assertThat(figures.get("p95Ratio").asDouble()).isBetween(1.0, 1.10);
    assertThat(figures.get("service").asDouble()).isBetween(1.0, 1.10);
    assertThat(figures.get("lookReads").asInt()).isBetween(1, 75);
    assertThat(figures.get("lookWrites").asInt()).isZero();
    assertThat(figures.get("throttledCalls").asInt()).isZero();
  }

  @Test
  void every_figure_that_is_missed_is_named_with_what_it_is_to_be() {
    assertThat(report(200, 1.06, 1.11, 1.2, 1, 76, 2, 99.5).missed())
        .containsExactly(
            "medians: found 1.060, needed at most 1.050",
            "p95Ratio: found 1.110, needed at most 1.100",
            "service: found 1.200, needed at most 1.100",
            "throttledCalls: found 1.000, needed at most 0.000",
            "lookReads: found 76.000, needed at most 75.000",
            "lookWrites: found 2.000, needed at most 0.000",
            "perMinuteOnTwoCores: found 99.5, needed at least 100");
    assertThat(report(200, 1.05, 1.10, 1.10, 0, 75, 0, 100).missed()).isEmpty();
    assertThat(report(19, 1.05, 1.11, 1.10, 0, 75, 0, 100).missed())
        .as("the percentile of a few runs")
        .isEmpty();
  }

  private static ProvisionBench.Report report(
      int runs,
      double medians,
      double p95,
      double service,
      int throttled,
      int lookReads,
      int lookWrites,
      double perMinuteOnTwoCores) {
    return new ProvisionBench.Report(
        runs,
        medians,
        1.0,
        p95,
        1.2,
        service,
        throttled,
        442,
        110,
        lookReads,
        lookWrites,
        50,
        1,
        1,
        perMinuteOnTwoCores,
        2);
  }

  /** Without a word about what depends on this machine and what else it does. */
  @Test
  void services_are_measured_on_a_whole_control_plane() throws Exception {
    Terminal terminal = new Terminal(folder);
    int code = terminal.run("bench", "services", "--runs", "3", "--services", "4", "--json");
    LOG.info("{} {}", terminal.out(), terminal.err());
    JsonNode figures = Api.JSON.readTree(terminal.out());
    assertThat(code).isEqualTo(figures.get("missed").isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
    assertThat(figures.get("services").asInt()).isEqualTo(4);
    assertThat(figures.get("medians").asDouble()).isBetween(1.0, 1.10);
    assertThat(figures.get("worstRatio").asDouble())
        .isGreaterThanOrEqualTo(figures.get("medianRatio").asDouble())
        .isBetween(1.0, 1.5);
    for (String what : List.of("accessListChanges", "listRequests", "getRequests")) {
      assertThat(figures.get(what).asInt()).as(what).isPositive();
    }
    assertThat(figures.get("statusLagStarts").asInt()).isEqualTo(4);
    assertThat(figures.get("listBytes").asInt()).isGreaterThan(4 * 500);
    between(figures, "listMedianMillis", "listP99Millis");
    between(figures, "getMedianMillis", "getP99Millis");
    between(figures, "accessListMedianSimulatedSeconds", "accessListWorstSimulatedSeconds");
    between(figures, "statusLagMedianSimulatedSeconds", "statusLagP99SimulatedSeconds");
  }

  /** Something was measured, and the better of two figures is the better. */
  private static void between(JsonNode figures, String lower, String higher) {
    assertThat(figures.get(lower).asDouble()).as(lower).isPositive();
    assertThat(figures.get(higher).asDouble())
        .as(higher)
        .isGreaterThanOrEqualTo(figures.get(lower).asDouble());
  }

  @Test
  void no_runs_make_no_figures() {
    Terminal terminal = new Terminal(folder);
    assertThat(terminal.run("bench", "provision", "--runs", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--runs: found 0, needed at least 1");
    assertThat(terminal.run("bench", "services", "--services", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--services: found 0, needed at least 1");
  }
}
