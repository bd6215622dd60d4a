package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Objects whose controllers are known by nothing but one condition that becomes true: what the
 * Prometheus operator runs, whether its pods are ready or not; and aggregated APIs, once a pod
 * stands behind their service.
 */
final class AnsweringController implements Controller {
  private static final GroupResource API_SERVICES =
      new GroupResource("apiregistration.k8s.io", "apiservices");

  /** What is answered for, by whom, and with which condition. */
  private record Answered(GroupResource resource, String operator, String condition) {}

  private static final List<Answered> ANSWERED =
      List.of(
          new Answered(
              new GroupResource("monitoring.coreos.com", "prometheuses"),
              PrometheusOperator.NAME,
              "Available"),
          new Answered(
              new GroupResource("monitoring.coreos.com", "alertmanagers"),
              PrometheusOperator.NAME,
              "Available"));

  private final Operators operators;

  AnsweringController(Operators operators) {
    this.operators = operators;
  }

  @Override
  public void run(Round round) {
    for (Answered one : ANSWERED) {
      if (round.kind(one.resource()).isPresent() && operators.act(round, one.operator())) {
        round
            .list(one.resource(), "")
            .values()
            .forEach(object ->
                answer(round, one.resource(), object, one.condition(), !round.neverReady(object)));
      }
    }
    for (ObjectNode api : round.list(API_SERVICES, "").values()) {
      answer(round, API_SERVICES, api, "Available", isServed(round, api));
    }
  }

  /** One without a service is the API server's own. */
  private static boolean isServed(Round round, ObjectNode api) {
    JsonNode service = api.path("spec").path("service");
    if (!service.isObject()) {
      return true;
    }
    return round
        .list(Resources.ENDPOINT_SLICES, service.path("namespace").asText())
        .values()
        .stream()
        .filter(slice -> isOf(slice, service.path("name").asText()))
        .flatMap(slice -> StreamSupport.stream(slice.path("endpoints").spliterator(), false))
        .anyMatch(endpoint -> endpoint.path("conditions").path("ready").asBoolean());
  }

  private static boolean isOf(JsonNode slice, String service) {
    return slice
        .path("metadata")
        .path("labels")
        .path("kubernetes.io/service-name")
        .asText()
        .equals(service);
  }

  private static void answer(
      Round round, GroupResource resource, ObjectNode object, String condition, boolean holds) {
    if (PodTemplates.deleting(object)) {
      return;
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    ArrayNode conditions = status.putArray("conditions");
    Conditions.add(
        conditions, condition, holds, holds ? "Passed" : "Failing", "", round.timestamp());
    Conditions.keepTimes(conditions, object.path("status").path("conditions"));
    round.status(resource, object, status);
  }
}
