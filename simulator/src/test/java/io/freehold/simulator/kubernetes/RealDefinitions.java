package io.freehold.simulator.kubernetes;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The definitions of the ClickHouse operator, as the platform applies them. */
final class RealDefinitions {
  private RealDefinitions() {}

  static List<CustomResourceDefinition> ofClickHouse() {
    return List.of(
        read("clickhouse.com_keeperclusters.yaml"), read("clickhouse.com_clickhouseclusters.yaml"));
  }

  static Path file(String name) {
    return Path.of(System.getProperty("basedir", "."))
        .resolve("../kubernetes/src/main/resources/io/freehold/kubernetes/platform")
        .resolve(name);
  }

  private static CustomResourceDefinition read(String name) {
    try {
      return Serialization.unmarshal(Files.readString(file(name)), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
