package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;

/**
 * The Prometheus operator: a stateful set for each Prometheus, with the labels by which services
 * find its pods. Volumes and configuration are left out.
 */
final class PrometheusOperator implements Controller {
  static final String NAME = "kube-prometheus-stack-prometheus-operator";

  private static final GroupResource ALL =
      new GroupResource("monitoring.coreos.com", "prometheuses");

  private final Operators operators;

  PrometheusOperator(Operators operators) {
    this.operators = operators;
  }

  @Override
  public void run(Round round) {
    if (round.kind(ALL).isEmpty() || !operators.act(round, NAME)) {
      return;
    }
    for (ObjectNode one : round.list(ALL, "").values()) {
      if (!PodTemplates.deleting(one)) {
        run(round, one);
      }
    }
  }

  private static void run(Round round, ObjectNode prometheus) {
    String namespace = prometheus.path("metadata").path("namespace").asText();
    String name = prometheus.path("metadata").path("name").asText();
    int replicas = prometheus.path("spec").path("replicas").asInt(1);
    ObjectKey key = new ObjectKey(Resources.STATEFUL_SETS, namespace, "prometheus-" + name);
    ObjectNode live = round.get(key);
    if (live != null) {
      if (live.path("spec").path("replicas").asInt() != replicas) {
        ObjectNode changed = live.deepCopy();
        changed.withObjectProperty("spec").put("replicas", replicas);
        round.put(Resources.STATEFUL_SETS, changed);
      }
      return;
    }
    ObjectNode set = NamespaceController.object("apps/v1", "StatefulSet", namespace, key.name());
    PodTemplates.own(set, prometheus);
    ObjectNode spec = set.putObject("spec");
    spec.put("replicas", replicas).put("serviceName", "prometheus-operated");
    spec.put("podManagementPolicy", "Parallel");
    labels(spec.putObject("selector").putObject("matchLabels"), name);
    ObjectNode template = spec.putObject("template");
    labels(template.putObject("metadata").putObject("labels"), name);
    ObjectNode pod = template.putObject("spec");
    JsonNode account = prometheus.path("spec").path("serviceAccountName");
    if (account.isTextual()) {
      pod.set("serviceAccountName", account);
    }
    ObjectNode container = pod.putArray("containers").addObject();
    container.put("name", "prometheus").put("image", "quay.io/prometheus/prometheus:simulated");
    container.putArray("ports").addObject().put("name", "http-web").put("containerPort", 9090);
    round.put(Resources.STATEFUL_SETS, set);
  }

  private static void labels(ObjectNode labels, String name) {
    labels
        .put("app.kubernetes.io/name", "prometheus")
        .put("app.kubernetes.io/instance", name)
        .put("operator.prometheus.io/name", name)
        .put("prometheus", name);
  }
}
