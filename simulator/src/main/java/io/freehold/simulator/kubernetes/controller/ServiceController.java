package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps one EndpointSlice for each service that selects pods. The older Endpoints objects are not
 * made, and services of type LoadBalancer get no load balancer.
 */
final class ServiceController implements Controller {
  @Override
  public void run(Round round) {
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.list(Resources.SERVICES, "").entrySet()) {
      ObjectNode service = entry.getValue();
      if (!service.path("spec").path("selector").isEmpty() && !PodTemplates.deleting(service)) {
        ObjectNode slice = slice(round, service);
        ObjectKey key =
            new ObjectKey(
                Resources.ENDPOINT_SLICES, entry.getKey().namespace(), entry.getKey().name());
        ObjectNode live = round.get(key);
        if (live == null) {
          round.put(Resources.ENDPOINT_SLICES, slice);
        } else if (!live.path("endpoints").equals(slice.path("endpoints"))
            || !live.path("ports").equals(slice.path("ports"))) {
          ObjectNode changed = live.deepCopy();
          changed.set("endpoints", slice.path("endpoints"));
          changed.set("ports", slice.path("ports"));
          round.put(Resources.ENDPOINT_SLICES, changed);
        }
      }
    }
  }

  private static ObjectNode slice(Round round, ObjectNode service) {
    String namespace = service.path("metadata").path("namespace").asText();
    String name = service.path("metadata").path("name").asText();
    ObjectNode slice =
        NamespaceController.object("discovery.k8s.io/v1", "EndpointSlice", namespace, name);
    slice
        .withObjectProperty("metadata")
        .putObject("labels")
        .put("kubernetes.io/service-name", name)
        .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    PodTemplates.own(slice, service);
    slice.put("addressType", "IPv4");
    ArrayNode endpoints = slice.putArray("endpoints");
    List<ObjectNode> pods = selected(round, service);
    for (ObjectNode pod : pods) {
      String address = pod.path("status").path("podIP").asText("");
      if (!address.isEmpty() && !pod.path("status").path("phase").asText().equals("Succeeded")) {
        ObjectNode endpoint = endpoints.addObject();
        endpoint.putArray("addresses").add(address);
        boolean ready = PodTemplates.ready(pod);
        endpoint
            .putObject("conditions")
            .put("ready", ready)
            .put("serving", ready)
            .put("terminating", false);
        endpoint.put("nodeName", pod.path("spec").path("nodeName").asText());
        endpoint
            .putObject("targetRef")
            .put("kind", "Pod")
            .put("namespace", namespace)
            .put("name", pod.path("metadata").path("name").asText())
            .put("uid", pod.path("metadata").path("uid").asText());
      }
    }
    ArrayNode ports = slice.putArray("ports");
    for (JsonNode port : service.path("spec").path("ports")) {
      ports
          .addObject()
          .put("name", port.path("name").asText(""))
          .put("protocol", port.path("protocol").asText("TCP"))
          .put("port", targetPort(port, pods));
    }
    return slice;
  }

  /** The pods that a service selects, in the order of names. */
  static List<ObjectNode> selected(Round round, ObjectNode service) {
    JsonNode selector = service.path("spec").path("selector");
    List<ObjectNode> pods = new ArrayList<>();
    for (ObjectNode pod :
        round.list(Resources.PODS, service.path("metadata").path("namespace").asText()).values()) {
      JsonNode labels = pod.path("metadata").path("labels");
      boolean all = !selector.isEmpty();
      for (Map.Entry<String, JsonNode> wanted : selector.properties()) {
        all &= wanted.getValue().equals(labels.get(wanted.getKey()));
      }
      if (all) {
        pods.add(pod);
      }
    }
    return pods;
  }

  /** The number of the pods' port behind a port of a service; 0 where no pod has that name. */
  static int targetPort(JsonNode port, List<ObjectNode> pods) {
    JsonNode target = port.path("targetPort");
    if (target.isMissingNode() || target.isInt()) {
      return target.asInt(port.path("port").asInt());
    }
    for (ObjectNode pod : pods) {
      for (JsonNode container : pod.path("spec").path("containers")) {
        for (JsonNode one : container.path("ports")) {
          if (one.path("name").equals(target)) {
            return one.path("containerPort").asInt();
          }
        }
      }
    }
    return 0;
  }
}
