package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The defaults that the API server fills in for the built-in kinds that matter here. */
final class BuiltInDefaults {
  private BuiltInDefaults() {}

  static void apply(ResourceKind kind, ObjectNode draft, @Nullable ObjectNode live) {
    switch (kind.resource().toString()) {
      case "namespaces" -> namespace(draft);
      case "secrets" -> secret(draft);
      case "services" -> service(draft, live);
      case "pods" -> {
        PodDefaults.apply(draft.withObjectProperty("spec"));
        absent(draft.withObjectProperty("status"), "phase", "Pending");
      }
      case "persistentvolumeclaims" ->
          draft.withObjectProperty("spec").put("volumeMode", volumeMode(draft.path("spec")));
      case "deployments.apps" -> deployment(draft.withObjectProperty("spec"));
      case "statefulsets.apps" -> statefulSet(draft.withObjectProperty("spec"));
      case "daemonsets.apps" -> daemonSet(draft.withObjectProperty("spec"));
      case "replicasets.apps" -> {
        absent(draft.withObjectProperty("spec"), "replicas", 1);
        template(draft.path("spec"));
      }
      case "jobs.batch" -> job(draft.withObjectProperty("spec"));
      case "cronjobs.batch" -> cronJob(draft.withObjectProperty("spec"));
      case "storageclasses.storage.k8s.io" -> {
        absent(draft, "reclaimPolicy", "Delete");
        absent(draft, "volumeBindingMode", "Immediate");
      }
      case "customresourcedefinitions.apiextensions.k8s.io" -> definition(draft);
      default -> {
        // No defaults that anything here relies upon.
      }
    }
  }

  private static void namespace(ObjectNode draft) {
    ObjectNode metadata = draft.withObjectProperty("metadata");
    metadata
        .withObjectProperty("labels")
        .put("kubernetes.io/metadata.name", metadata.path("name").asText());
    if (!metadata.has("deletionTimestamp")) {
      ObjectNode spec = draft.withObjectProperty("spec");
      if (!spec.has("finalizers")) {
        spec.putArray("finalizers").add("kubernetes");
      }
    }
    absent(draft.withObjectProperty("status"), "phase", "Active");
  }

  private static void secret(ObjectNode draft) {
    absent(draft, "type", "Opaque");
    JsonNode plain = draft.remove("stringData");
    if (plain != null) {
      ObjectNode data = draft.withObjectProperty("data");
      for (Map.Entry<String, JsonNode> entry : plain.properties()) {
        byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
        data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
      }
    }
  }

  private static void service(ObjectNode draft, @Nullable ObjectNode live) {
    ObjectNode spec = draft.withObjectProperty("spec");
    absent(spec, "type", "ClusterIP");
    absent(spec, "sessionAffinity", "None");
    for (JsonNode port : spec.path("ports")) {
      absent((ObjectNode) port, "protocol", "TCP");
      if (!port.has("targetPort")) {
        ((ObjectNode) port).set("targetPort", port.path("port"));
      }
    }
    if (spec.path("type").asText().equals("ExternalName")) {
      return;
    }
    absent(spec, "internalTrafficPolicy", "Cluster");
    if (live != null && !spec.has("clusterIP") && live.path("spec").has("clusterIP")) {
      spec.set("clusterIP", live.path("spec").get("clusterIP"));
    }
    absent(spec, "clusterIP", clusterIp(draft.path("metadata").path("uid").asText()));
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.get("clusterIP"));
    }
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    absent(spec, "ipFamilyPolicy", "SingleStack");
    if (spec.path("type").asText().equals("LoadBalancer")) {
      absent(spec, "allocateLoadBalancerNodePorts", true);
      absent(spec, "externalTrafficPolicy", "Cluster");
    }
  }

  /** From EKS' default service range, by the uid, so that two services hardly share one. */
  private static String clusterIp(String uid) {
    int hash = uid.hashCode();
    return "172.20." + Math.floorMod(hash >> 8, 255) + "." + (1 + Math.floorMod(hash, 254));
  }

  private static String volumeMode(JsonNode spec) {
    return spec.path("volumeMode").asText("Filesystem");
  }

  private static void deployment(ObjectNode spec) {
    absent(spec, "replicas", 1);
    absent(spec, "revisionHistoryLimit", 10);
    absent(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = spec.withObjectProperty("strategy");
    absent(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = strategy.withObjectProperty("rollingUpdate");
      absent(rolling, "maxSurge", "25%");
      absent(rolling, "maxUnavailable", "25%");
    }
    template(spec);
  }

  private static void statefulSet(ObjectNode spec) {
    absent(spec, "replicas", 1);
    absent(spec, "revisionHistoryLimit", 10);
    absent(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = spec.withObjectProperty("updateStrategy");
    absent(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      absent(strategy.withObjectProperty("rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = spec.withObjectProperty("persistentVolumeClaimRetentionPolicy");
    absent(retention, "whenDeleted", "Retain");
    absent(retention, "whenScaled", "Retain");
    for (JsonNode claim : spec.path("volumeClaimTemplates")) {
      ObjectNode template = (ObjectNode) claim;
      absent(template, "apiVersion", "v1");
      absent(template, "kind", "PersistentVolumeClaim");
      absent(template.withObjectProperty("spec"), "volumeMode", "Filesystem");
    }
    template(spec);
  }

  private static void daemonSet(ObjectNode spec) {
    absent(spec, "revisionHistoryLimit", 10);
    ObjectNode strategy = spec.withObjectProperty("updateStrategy");
    absent(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = strategy.withObjectProperty("rollingUpdate");
      absent(rolling, "maxSurge", 0);
      absent(rolling, "maxUnavailable", 1);
    }
    template(spec);
  }

  private static void job(ObjectNode spec) {
    absent(spec, "parallelism", 1);
    absent(spec, "completions", 1);
    absent(spec, "backoffLimit", 6);
    absent(spec, "completionMode", "NonIndexed");
    absent(spec, "suspend", false);
    absent(spec, "manualSelector", false);
    template(spec);
  }

  private static void cronJob(ObjectNode spec) {
    absent(spec, "concurrencyPolicy", "Allow");
    absent(spec, "suspend", false);
    absent(spec, "successfulJobsHistoryLimit", 3);
    absent(spec, "failedJobsHistoryLimit", 1);
    template(spec.path("jobTemplate").path("spec"));
  }

  private static void definition(ObjectNode draft) {
    ObjectNode spec = draft.withObjectProperty("spec");
    ObjectNode names = spec.withObjectProperty("names");
    String kind = names.path("kind").asText();
    absent(names, "listKind", kind + "List");
    absent(names, "singular", kind.toLowerCase(java.util.Locale.ROOT));
    absent(spec.withObjectProperty("conversion"), "strategy", "None");
    Definitions.establish(draft);
  }

  private static void template(JsonNode spec) {
    if (spec.path("template") instanceof ObjectNode template) {
      PodDefaults.apply(template.withObjectProperty("spec"));
    }
  }

  static void absent(ObjectNode node, String field, String value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }

  static void absent(ObjectNode node, String field, int value) {
    if (!node.has(field)) {
      node.set(field, JsonNodeFactory.instance.numberNode(value));
    }
  }

  static void absent(ObjectNode node, String field, boolean value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }
}
