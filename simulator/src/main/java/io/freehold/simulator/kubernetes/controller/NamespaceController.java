package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Furnishes new namespaces, and empties those that are being deleted. */
final class NamespaceController implements Controller {
  @Override
  public void run(Round round) {
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.list(Resources.NAMESPACES, "").entrySet()) {
      if (entry.getValue().path("metadata").has("deletionTimestamp")) {
        empty(round, entry.getValue());
      } else {
        furnish(round, entry.getKey().name());
      }
    }
  }

  private static void furnish(Round round, String namespace) {
    if (round.get(new ObjectKey(Resources.SERVICE_ACCOUNTS, namespace, "default")) == null) {
      round.put(Resources.SERVICE_ACCOUNTS, object("v1", "ServiceAccount", namespace, "default"));
    }
    if (round.get(new ObjectKey(Resources.CONFIG_MAPS, namespace, "kube-root-ca.crt")) == null) {
      ObjectNode map = object("v1", "ConfigMap", namespace, "kube-root-ca.crt");
      map.putObject("data").put("ca.crt", "");
      round.put(Resources.CONFIG_MAPS, map);
    }
  }

  private static void empty(Round round, ObjectNode namespace) {
    String name = namespace.path("metadata").path("name").asText();
    Set<GroupResource> resources = new LinkedHashSet<>();
    for (ResourceKind kind : round.kinds()) {
      if (kind.namespaced()) {
        resources.add(kind.resource());
      }
    }
    boolean empty = true;
    for (GroupResource resource : resources) {
      for (Map.Entry<ObjectKey, ObjectNode> one : round.list(resource, name).entrySet()) {
        if (!one.getValue().path("metadata").has("deletionTimestamp")) {
          round.delete(one.getKey());
        }
        empty &= round.get(one.getKey()) == null;
      }
    }
    if (empty) {
      ObjectNode free = namespace.deepCopy();
      free.withObjectProperty("spec").putArray("finalizers");
      round.put(Resources.NAMESPACES, free);
    }
  }

  static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    return object;
  }
}
