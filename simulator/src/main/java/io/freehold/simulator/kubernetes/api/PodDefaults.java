package io.freehold.simulator.kubernetes.api;

import static io.freehold.simulator.kubernetes.api.BuiltInDefaults.absent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The defaults of a pod's specification. */
final class PodDefaults {
  private PodDefaults() {}

  static void apply(ObjectNode spec) {
    absent(spec, "restartPolicy", "Always");
    absent(spec, "terminationGracePeriodSeconds", 30);
    absent(spec, "dnsPolicy", "ClusterFirst");
    absent(spec, "schedulerName", "default-scheduler");
    spec.withObjectProperty("securityContext");
    if (spec.has("serviceAccountName")) {
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    } else if (spec.has("serviceAccount")) {
      spec.set("serviceAccountName", spec.get("serviceAccount"));
    }
    for (String list : List.of("initContainers", "containers")) {
      spec.path(list).forEach(container -> container((ObjectNode) container));
    }
    spec.path("volumes").forEach(PodDefaults::volume);
  }

  private static void container(ObjectNode container) {
    absent(container, "terminationMessagePath", "/dev/termination-log");
    absent(container, "terminationMessagePolicy", "File");
    absent(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
    container.withObjectProperty("resources");
    container.path("ports").forEach(port -> absent((ObjectNode) port, "protocol", "TCP"));
    for (JsonNode env : container.path("env")) {
      if (env.path("valueFrom").path("fieldRef") instanceof ObjectNode field) {
        absent(field, "apiVersion", "v1");
      }
    }
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.path(name) instanceof ObjectNode probe) {
        absent(probe, "timeoutSeconds", 1);
        absent(probe, "periodSeconds", 10);
        absent(probe, "successThreshold", 1);
        absent(probe, "failureThreshold", 3);
        if (probe.path("httpGet") instanceof ObjectNode get) {
          absent(get, "path", "/");
          absent(get, "scheme", "HTTP");
        }
      }
    }
  }

  /** An image without a tag, or with {@code latest}, is pulled every time. */
  private static String pullPolicy(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    boolean fixed = image.contains("@") || (last.contains(":") && !last.endsWith(":latest"));
    return fixed ? "IfNotPresent" : "Always";
  }

  private static void volume(JsonNode volume) {
    for (String source : List.of("secret", "configMap", "downwardAPI", "projected")) {
      if (volume.path(source) instanceof ObjectNode files) {
        absent(files, "defaultMode", 420);
      }
    }
    for (JsonNode source : volume.path("projected").path("sources")) {
      if (source.path("serviceAccountToken") instanceof ObjectNode token) {
        absent(token, "expirationSeconds", 3600);
      }
    }
  }
}
