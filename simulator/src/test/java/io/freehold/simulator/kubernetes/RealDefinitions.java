package io.freehold.simulator.kubernetes;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.freehold.simulator.charts.StandInCharts;
import java.nio.file.Path;
import java.util.List;

/** The definitions of the ClickHouse operator, as its chart brings them. */
final class RealDefinitions {
  private static final String FOLDER = "clickhouse-operator-helm/crds/";

  private RealDefinitions() {}

  static List<CustomResourceDefinition> ofClickHouse() {
    return List.of(read("keeperclusters"), read("clickhouseclusters"));
  }

  /**
   * @param plural of the kind
   */
  static Path file(String plural) {
    return Path.of(System.getProperty("basedir", "."))
        .resolve("src/main/resources/io/freehold/simulator/charts")
        .resolve(FOLDER + plural + ".yaml");
  }

  private static CustomResourceDefinition read(String plural) {
    return Serialization.unmarshal(
        StandInCharts.text(FOLDER + plural + ".yaml"), CustomResourceDefinition.class);
  }
}
