package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.schema.Quantities;

/**
 * What the mutating webhook of the ClickHouse operator 0.0.2 does to a KeeperCluster or a
 * ClickHouseCluster before it is stored: what is missing <em>or zero</em> gets the operator's
 * default, so that {@code false} and {@code 0} cannot be said of such a field (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/api/v1alpha1/clickhousecluster_types.go">source</a>).
 * It also writes quantities in their canonical form. The real one is passed over while the operator
 * does not run; here it always acts.
 */
public final class OperatorDefaults {
  private static final String GROUP = "clickhouse.com/";

  private OperatorDefaults() {}

  /**
   * Changes the object, if it is one of the operator's.
   *
   * @return whether it is
   */
  public static boolean apply(ObjectNode object) {
    String kind = object.path("kind").asText();
    boolean keeper = kind.equals("KeeperCluster");
    if (!object.path("apiVersion").asText().startsWith(GROUP)
        || !(keeper || kind.equals("ClickHouseCluster"))) {
      return false;
    }
    ObjectNode spec = object.withObjectProperty("spec");
    // These alone it can tell from missing where they are zero.
    whereMissing(spec, "replicas", 3);
    if (!keeper) {
      whereMissing(spec, "shards", 1);
    }
    container(spec.withObjectProperty("containerTemplate"), keeper);
    logger(spec.withObjectProperty("settings").withObjectProperty("logger"));
    if (spec.path("dataVolumeClaimSpec") instanceof ObjectNode claim) {
      if (claim.path("accessModes").isEmpty()) {
        claim.putArray("accessModes").add("ReadWriteOnce");
      }
      canonical(claim.path("resources"));
    }
    return true;
  }

  private static void container(ObjectNode template, boolean keeper) {
    ObjectNode image = template.withObjectProperty("image");
    whereEmpty(
        image, "repository", "docker.io/clickhouse/clickhouse-" + (keeper ? "keeper" : "server"));
    // Also beside a hash, over which the tag then wins.
    whereEmpty(image, "tag", "latest");
    whereEmpty(template, "imagePullPolicy", "IfNotPresent");
    ObjectNode resources = template.withObjectProperty("resources");
    amounts(resources.withObjectProperty("requests"), "250m", "256Mi");
    amounts(resources.withObjectProperty("limits"), "1", "1Gi");
    canonical(resources);
  }

  private static void amounts(ObjectNode amounts, String cpu, String memory) {
    whereEmpty(amounts, "cpu", cpu);
    whereEmpty(amounts, "memory", memory);
  }

  private static void logger(ObjectNode logger) {
    logger.put("logToFile", true);
    whereEmpty(logger, "level", "trace");
    whereEmpty(logger, "size", "1000M");
    if (logger.path("count").asLong() == 0) {
      logger.put("count", 50);
    }
  }

  private static void whereMissing(ObjectNode object, String field, int value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }

  private static void whereEmpty(ObjectNode object, String field, String value) {
    if (object.path(field).asText("").isEmpty()) {
      object.put(field, value);
    }
  }

  private static void canonical(JsonNode resources) {
    for (JsonNode amounts : resources) {
      if (amounts instanceof ObjectNode byName) {
        byName
            .properties()
            .forEach(amount ->
                amount.setValue(byName.textNode(Quantities.canonical(amount.getValue().asText()))));
      }
    }
  }
}
