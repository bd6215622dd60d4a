package io.freehold.kubernetes.service;

import io.freehold.kubernetes.platform.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The specs of the official operator's custom resources. */
final class ClickHouse {
  private static final String SERVICE_LABEL = "clickhouse-byoc-service";
  private static final String COMPONENT_LABEL = "app.kubernetes.io/component";

  private ClickHouse() {}

  static Map<String, String> serverLabels(ServiceDeployment service) {
    return Map.of(SERVICE_LABEL, service.namespace(), COMPONENT_LABEL, "clickhouse");
  }

  static Map<String, Object> keeper(ServiceDeployment service) {
    return Map.of(
        "replicas",
        service.keeperReplicas(),
        "labels",
        Map.of(SERVICE_LABEL, service.namespace(), COMPONENT_LABEL, "keeper"),
        "podTemplate",
        pods(120),
        "containerTemplate",
        Map.of(
            "image",
            image("docker.io/clickhouse/clickhouse-keeper", service),
            "resources",
            resources("500m", "2Gi")),
        "dataVolumeClaimSpec",
        volume(service.keeperVolumeGb()),
        "settings",
        Map.of("logger", Map.of("level", "information", "logToFile", false)));
  }

  static Map<String, Object> servers(
      ServiceDeployment service,
      String keeper,
      String passwordSecret,
      String passwordKey,
      String serviceAccount) {
    Map<String, Object> password =
        Map.of(
            "passwordType",
            "password_sha256_hex",
            "secret",
            Map.of("name", passwordSecret, "key", passwordKey));
    Map<String, Object> pods = new LinkedHashMap<>(pods(600));
    pods.put("serviceAccountName", serviceAccount);
    return Map.of(
        "replicas",
        service.replicas(),
        "shards",
        1,
        "labels",
        serverLabels(service),
        "keeperClusterRef",
        Map.of("name", keeper),
        "podTemplate",
        pods,
        "containerTemplate",
        Map.of(
            "image",
            image("docker.io/clickhouse/clickhouse-server", service),
            "resources",
            resources(String.valueOf(service.cpus()), service.memoryGb() + "Gi")),
        "dataVolumeClaimSpec",
        volume(service.volumeGb()),
        "settings",
        Map.of(
            "logger",
            Map.of("level", "information", "logToFile", false),
            "defaultUserPassword",
            password,
            "extraConfig",
            configuration(service)));
  }

  private static Map<String, Object> pods(int graceSeconds) {
    return Map.of(
        "topologyZoneKey",
        "topology.kubernetes.io/zone",
        "nodeHostnameKey",
        "kubernetes.io/hostname",
        "terminationGracePeriodSeconds",
        graceSeconds);
  }

  private static Map<String, Object> image(String repository, ServiceDeployment service) {
    return Map.of("repository", repository, "tag", service.version());
  }

  private static Map<String, Object> resources(String cpu, String memory) {
    Map<String, Object> amounts = Map.of("cpu", cpu, "memory", memory);
    return Map.of("requests", amounts, "limits", amounts);
  }

  private static Map<String, Object> volume(int gigabytes) {
    return Map.of(
        "accessModes",
        List.of("ReadWriteOnce"),
        "storageClassName",
        Platform.STORAGE_CLASS,
        "resources",
        Map.of("requests", Map.of("storage", gigabytes + "Gi")));
  }

  /** Data in S3 by the pods' own identity, with a local cache; metrics for Prometheus. */
  private static Map<String, Object> configuration(ServiceDeployment service) {
    Map<String, Object> s3 =
        Map.of(
            "type",
            "s3",
            "endpoint",
            service.dataUrl(),
            "region",
            service.region(),
            "use_environment_credentials",
            true);
    Map<String, Object> cache =
        Map.of(
            "type", "cache",
            "disk", "s3",
            "path", "/var/lib/clickhouse/s3-cache/",
            "max_size", service.volumeGb() / 2 + "Gi");
    Map<String, Object> policy = Map.of("volumes", Map.of("main", Map.of("disk", "s3_cache")));
    return Map.of(
        "storage_configuration",
        Map.of("disks", Map.of("s3", s3, "s3_cache", cache), "policies", Map.of("s3_main", policy)),
        "merge_tree",
        Map.of("storage_policy", "s3_main"),
        "prometheus",
        Map.of(
            "endpoint", "/metrics", "port", 9363, "metrics", true, "asynchronous_metrics", true));
  }
}
