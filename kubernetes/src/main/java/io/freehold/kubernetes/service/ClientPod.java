package io.freehold.kubernetes.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pod of a job that runs ClickHouse's client, with no more rights than it needs for that.
 *
 * @param name of its container
 * @param script of a shell
 * @param volumes that it has, and where its container has them
 */
record ClientPod(
    String name,
    String image,
    String script,
    List<Map<String, Object>> environment,
    List<Volume> volumes) {

  /**
   * A volume.
   *
   * @param source as in {@code configMap} with the name of one
   * @param folder where the container finds it; nothing is written there
   */
  record Volume(String name, Map<String, Object> source, String folder) {}

  /** Of the image's own user. */
  private static final int CLICKHOUSE_USER_ID = 101;

  Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("restartPolicy", "Never");
    spec.put("automountServiceAccountToken", false);
    spec.put("enableServiceLinks", false);
    spec.put("securityContext", Map.of("runAsNonRoot", true, "runAsUser", CLICKHOUSE_USER_ID));
    spec.put("containers", List.of(container()));
    if (!volumes.isEmpty()) {
      spec.put("volumes", volumes.stream().map(ClientPod::named).toList());
    }
    return spec;
  }

  private static Map<String, Object> named(Volume volume) {
    Map<String, Object> named = new LinkedHashMap<>(volume.source());
    named.put("name", volume.name());
    return named;
  }

  private Map<String, Object> container() {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", name);
    container.put("image", image);
    container.put("command", List.of("/bin/sh", "-c", script));
    container.put("env", environment);
    if (!volumes.isEmpty()) {
      container.put(
          "volumeMounts",
          volumes.stream()
              .map(volume ->
                  Map.of("name", volume.name(), "mountPath", volume.folder(), "readOnly", true))
              .toList());
    }
    container.put(
        "resources",
        Map.of(
            "requests",
            Map.of("cpu", "50m", "memory", "256Mi"),
            "limits",
            Map.of("memory", "1Gi")));
    container.put(
        "securityContext",
        Map.of(
            "allowPrivilegeEscalation",
            false,
            "readOnlyRootFilesystem",
            true,
            "capabilities",
            Map.of("drop", List.of("ALL"))));
    // Why it failed is found where what it prints is.
    container.put("terminationMessagePolicy", "FallbackToLogsOnError");
    return container;
  }
}
