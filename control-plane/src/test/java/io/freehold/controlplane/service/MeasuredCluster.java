package io.freehold.controlplane.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.SimulatedCluster;

/** Brings a Prometheus into a cluster, under the names that its chart gives it. */
final class MeasuredCluster {
  private static final String NAMESPACE = "monitoring";
  private static final String PODS = "prometheus-prometheus-prometheus";

  private MeasuredCluster() {}

  static void install(SimulatedCluster cluster) {
    cluster.add("namespaces", "", object("v1", "Namespace", NAMESPACE));
    ObjectNode service = object("v1", "Service", "prometheus-prometheus");
    ObjectNode spec = service.putObject("spec");
    label(spec.putObject("selector"));
    spec.putArray("ports").addObject().put("name", "http-web").put("port", 9090);
    cluster.add("services", NAMESPACE, service);
    ObjectNode set = object("apps/v1", "StatefulSet", PODS);
    ObjectNode pods = set.putObject("spec");
    pods.put("replicas", 2).put("serviceName", "prometheus-operated");
    label(pods.putObject("selector").putObject("matchLabels"));
    ObjectNode template = pods.putObject("template");
    label(template.putObject("metadata").putObject("labels"));
    template
        .putObject("spec")
        .putArray("containers")
        .addObject()
        .put("name", "prometheus")
        .put("image", "quay.io/prometheus/prometheus:v3.7.3");
    cluster.add("statefulsets.apps", NAMESPACE, set);
  }

  /** Takes its pods away, or brings them back. */
  static void replicas(SimulatedCluster cluster, int number) {
    cluster.edit(
        "statefulsets.apps",
        NAMESPACE,
        PODS,
        set -> set.withObjectProperty("spec").put("replicas", number));
  }

  private static void label(ObjectNode labels) {
    labels.put("app.kubernetes.io/name", "prometheus");
  }

  private static ObjectNode object(String version, String kind, String name) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", version).put("kind", kind).putObject("metadata").put("name", name);
    return object;
  }
}
