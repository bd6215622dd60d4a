package io.freehold.simulator.charts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Charts of the names that the real ones have, with what a simulated cluster needs of them: the
 * definitions, and the workloads by which the simulated operators know that they are installed.
 * They take the same values, as far as these matter here. In whatever version one is asked for, it
 * is the same.
 */
public final class StandInCharts {
  private static final String VERSION = "${version}";

  private StandInCharts() {}

  /** The files of a chart, by their path inside it; nothing where there is no stand-in for it. */
  public static Optional<Map<String, byte[]>> find(String chart, String version) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String path : text("files.txt").split("\n")) {
      if (path.startsWith(chart + "/")) {
        files.put(
            path.substring(chart.length() + 1),
            text(path).replace(VERSION, version).getBytes(StandardCharsets.UTF_8));
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(files);
  }

  /** One of a chart's files: {@code base/crds/gateways.yaml}. */
  public static String text(String path) {
    try (InputStream stream = StandInCharts.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("stand-in charts: found no " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
