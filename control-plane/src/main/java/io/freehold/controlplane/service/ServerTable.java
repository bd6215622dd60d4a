package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables of ClickHouse whose rows it tells Prometheus, each by its own prefix (<a
 * href="https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/PrometheusMetricsWriter.cpp">source</a>).
 */
enum ServerTable {
  EVENTS("ClickHouseProfileEvents_", "counter"),
  METRICS("ClickHouseMetrics_", "gauge"),
  ASYNCHRONOUS_METRICS("ClickHouseAsyncMetrics_", "gauge"),
  ERRORS("ClickHouseErrorMetric_", "counter");

  private final String prefix;
  private final String type;

  ServerTable(String prefix, String type) {
    this.prefix = prefix;
    this.type = type;
  }

  static Optional<ServerTable> of(String metric) {
    return Arrays.stream(values()).filter(one -> metric.startsWith(one.prefix)).findFirst();
  }

  String prefix() {
    return prefix;
  }

  /** As the label {@code table} has it. */
  String table() {
    return "system." + name().toLowerCase(Locale.ROOT);
  }

  /** Of Prometheus' types. */
  String type() {
    return type;
  }
}
