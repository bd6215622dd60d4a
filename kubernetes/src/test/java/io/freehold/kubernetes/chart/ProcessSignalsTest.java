package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that has rendered a chart still ends when it is told to. */
class ProcessSignalsTest {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @Test
  void a_process_that_rendered_a_chart_ends_in_order_by_a_signal() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RenderAndWait.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.startsWith("rendered ")) {
        line = out.readLine();
      }
      assertThat(line).startsWith("rendered ");
      assertThat(process.toHandle().destroy()).isTrue(); // SIGTERM; the output stays open
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(out.lines()).contains("ending in order");
    } finally {
      process.destroyForcibly();
    }
  }
}
