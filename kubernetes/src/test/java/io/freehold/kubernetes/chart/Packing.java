package io.freehold.kubernetes.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packs a chart as the tools of others do. */
final class Packing {
  private Packing() {}

  /**
   * Runs {@code tar}.
   *
   * @param format {@code gnu}, {@code pax} or {@code ustar}
   */
  static Path pack(Path chart, Path archive, String format) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("tar", "--format=" + format, "-czf", archive.toString()));
    command.addAll(List.of("-C", chart.toAbsolutePath().getParent().toString()));
    command.add(chart.getFileName().toString());
    Process tar = new ProcessBuilder(command).inheritIO().start();
    if (tar.waitFor() != 0) {
      throw new IOException("tar failed");
    }
    return archive;
  }
}
