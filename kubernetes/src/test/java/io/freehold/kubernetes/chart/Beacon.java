package io.freehold.kubernetes.chart;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Our own chart, which has of everything that real ones have. */
final class Beacon {
  static final Path FOLDER = Path.of("src", "test", "resources", "charts", "beacon");
  static final Chart CHART = Chart.read(FOLDER);
  static final String NAMESPACE = "lights";

  private Beacon() {}

  /** As it is installed first. */
  static Release release() {
    return Release.of("beacon", NAMESPACE, CHART, Map.of("password", "s3cret"), "1.33.0")
        .withApiVersions(Set.of("monitoring.coreos.com/v1"))
        .findingNothing();
  }

  /** With further values. */
  static Release with(Map<String, Object> more) {
    Map<String, Object> values = new LinkedHashMap<>(release().values());
    values.putAll(more);
    return release().withValues(values);
  }

  /** A later release: another image, one more colour, and some objects fewer. */
  static Release later() {
    return with(
        Map.of(
            "image",
            Map.of("tag", "4.3"),
            "colours",
            java.util.List.of("red", "green", "white"),
            "legacy",
            false));
  }
}
