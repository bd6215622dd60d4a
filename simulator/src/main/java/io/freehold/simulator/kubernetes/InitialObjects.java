package io.freehold.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.WriteOptions;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import java.util.List;

/** What is in a new cluster of EKS whose self-managed add-ons are off. */
final class InitialObjects {
  private InitialObjects() {}

  static void putInto(ClusterState state) {
    state.lock().lock();
    try {
      for (String name : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
        create(state, "v1", "Namespace", "", name, "");
      }
      create(state, "v1", "Service", "default", "kubernetes", "service");
      create(state, "storage.k8s.io/v1", "StorageClass", "", "gp2", "storage");
      for (String role : List.of("admin", "cluster-admin", "edit", "view")) {
        create(state, "rbac.authorization.k8s.io/v1", "ClusterRole", "", role, "");
      }
      for (String priority : List.of("system-cluster-critical", "system-node-critical")) {
        create(state, "scheduling.k8s.io/v1", "PriorityClass", "", priority, "priority");
      }
    } finally {
      state.lock().unlock();
    }
  }

  private static void create(
      ClusterState state,
      String apiVersion,
      String kindName,
      String namespace,
      String name,
      String content) {
    ResourceKind kind = state.kinds().ofObject(apiVersion, kindName).orElseThrow();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", kindName);
    object.putObject("metadata").put("name", name);
    switch (content) {
      case "service" -> {
        ObjectNode spec = object.putObject("spec");
        spec.put("clusterIP", "172.20.0.1");
        spec.putArray("ports").addObject().put("name", "https").put("port", 443);
      }
      case "storage" -> {
        // Since 1.30 no longer the default class.
        object.put("provisioner", "kubernetes.io/aws-ebs");
        object.put("volumeBindingMode", "WaitForFirstConsumer");
        object.putObject("parameters").put("type", "gp2").put("fsType", "ext4");
      }
      case "priority" -> object.put("value", 2000000000);
      default -> {
        // The name is all there is to it.
      }
    }
    new Writes(state).create(kind, namespace, object, WriteOptions.by("eks"));
  }
}
