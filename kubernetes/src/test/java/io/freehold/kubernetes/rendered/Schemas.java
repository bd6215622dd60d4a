package io.freehold.kubernetes.rendered;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.simulator.charts.StandInCharts;
import io.freehold.simulator.kubernetes.schema.BuiltInSchemas;
import io.freehold.simulator.kubernetes.schema.CustomSchemas;
import io.freehold.simulator.kubernetes.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The schema of every kind: of the ClickHouse operator's from its definitions, of Kubernetes' own
 * from the client's model, of Istio's, cert-manager's, Prometheus' and the load balancer
 * controller's from the fields that their documentation gives, as far as we use them: the
 * definitions of the stand-in charts take anything.
 */
final class Schemas {
  private static final Path DOCUMENTED = Path.of("src", "test", "resources", "documented-fields");

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Schemas() {}

  static Schema of(KubernetesKind kind) {
    return switch (kind.kind()) {
      case "CustomResourceDefinition" -> BuiltInSchemas.of(CustomResourceDefinition.class);
      case "Namespace" -> BuiltInSchemas.of(Namespace.class);
      case "Secret" -> BuiltInSchemas.of(Secret.class);
      case "ConfigMap" -> BuiltInSchemas.of(ConfigMap.class);
      case "Service" -> BuiltInSchemas.of(Service.class);
      case "ServiceAccount" -> BuiltInSchemas.of(ServiceAccount.class);
      case "Deployment" -> BuiltInSchemas.of(Deployment.class);
      case "CronJob" -> BuiltInSchemas.of(CronJob.class);
      case "Job" -> BuiltInSchemas.of(Job.class);
      case "NetworkPolicy" -> BuiltInSchemas.of(NetworkPolicy.class);
      case "StorageClass" -> BuiltInSchemas.of(StorageClass.class);
      case "KeeperCluster" -> custom("clickhouse-operator-helm/crds/keeperclusters.yaml");
      case "ClickHouseCluster" -> custom("clickhouse-operator-helm/crds/clickhouseclusters.yaml");
      case "TargetGroupBinding",
          "Gateway",
          "VirtualService",
          "DestinationRule",
          "AuthorizationPolicy",
          "EnvoyFilter",
          "PodMonitor",
          "ClusterIssuer",
          "Certificate" ->
          CustomSchemas.ofObject(
              read(DOCUMENTED.resolve(kind.kind() + ".yaml")).path("openAPIV3Schema"));
      default -> throw new AssertionError(kind.kind() + ": no schema known here");
    };
  }

  private static Schema custom(String definition) {
    JsonNode versions =
        JSON.valueToTree(YAML.unmarshal(StandInCharts.text(definition), Map.class))
            .path("spec")
            .path("versions");
    return CustomSchemas.ofObject(versions.path(0).path("schema").path("openAPIV3Schema"));
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.valueToTree(YAML.unmarshal(Files.readString(file), Map.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
