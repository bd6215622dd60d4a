package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * TargetGroupBindings: the addresses of a service's ready pods become targets of a target group,
 * some seconds after the binding is made or changed, and at once when pods come and go later. They
 * answer where the binding lets the load balancer in and, being Istio's gateway, where that
 * listens.
 */
final class TargetBindingController implements Controller {
  private static final GroupResource BINDINGS =
      new GroupResource("elbv2.k8s.aws", "targetgroupbindings");
  private static final String FINALIZER = "elbv2.k8s.aws/resources";

  private static final GroupResource GATEWAYS =
      new GroupResource("networking.istio.io", "gateways");

  /** Of Envoy itself; on other ports it listens once a Gateway names them. */
  private static final Set<Integer> ALWAYS = Set.of(15021, 15090);

  private final Operators operators;
  private final Map<String, Bound> bound = new HashMap<>();

  TargetBindingController(Operators operators) {
    this.operators = operators;
  }

  private record Target(String group, String address, int port) {}

  /**
   * What is known of one binding: the generation that is being worked on, since when, and how far.
   */
  private record Bound(
      int generation, Instant since, Map<Target, Optional<Set<Integer>>> targets) {}

  @Override
  public void run(Round round) {
    if (round.kind(BINDINGS).isEmpty() || !operators.act(round, "aws-load-balancer-controller")) {
      return;
    }
    for (ObjectNode binding : round.list(BINDINGS, "").values()) {
      String uid = binding.path("metadata").path("uid").asText();
      if (PodTemplates.deleting(binding)) {
        Bound was = bound.remove(uid);
        if (was != null) {
          move(round, was.targets(), Map.of());
        }
        Finalizers.drop(round, BINDINGS, binding, FINALIZER);
      } else {
        bind(round, uid, binding);
      }
    }
  }

  private void bind(Round round, String uid, ObjectNode binding) {
    Finalizers.add(round, BINDINGS, binding, FINALIZER);
    JsonNode metadata = binding.path("metadata");
    int generation = metadata.path("generation").asInt();
    Bound known = bound.get(uid);
    if (known == null || known.generation() != generation) {
      known = new Bound(generation, round.now(), known == null ? Map.of() : known.targets());
      bound.put(uid, known);
    }
    String seed = metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    Instant done = known.since().plus(round.takes("TargetGroupBinding/create", seed));
    if (done.isAfter(round.now())) {
      round.due(done);
      return;
    }
    if (round.neverReady(binding)) {
      return;
    }
    Map<Target, Optional<Set<Integer>>> targets = targets(round, binding);
    move(round, known.targets(), targets);
    bound.put(uid, new Bound(generation, known.since(), targets));
    // Adding the finalizer may have replaced the object.
    ObjectNode stored =
        round.get(
            new ObjectKey(
                BINDINGS, metadata.path("namespace").asText(), metadata.path("name").asText()));
    if (stored != null) {
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      round.status(BINDINGS, stored, status.put("observedGeneration", generation));
    }
  }

  /** Each with the ports on which the load balancer gets an answer; empty means all. */
  private static Map<Target, Optional<Set<Integer>>> targets(Round round, ObjectNode binding) {
    JsonNode spec = binding.path("spec");
    JsonNode reference = spec.path("serviceRef");
    String namespace = binding.path("metadata").path("namespace").asText();
    ObjectNode service =
        round.get(new ObjectKey(Resources.SERVICES, namespace, reference.path("name").asText()));
    Map<Target, Optional<Set<Integer>>> targets = new HashMap<>();
    if (service == null) {
      return targets;
    }
    List<ObjectNode> pods = ServiceController.selected(round, service);
    for (JsonNode port : service.path("spec").path("ports")) {
      JsonNode wanted = reference.path("port");
      if (wanted.equals(port.path("port")) || wanted.equals(port.path("name"))) {
        int number = ServiceController.targetPort(port, pods);
        for (ObjectNode pod : pods) {
          if (PodTemplates.ready(pod)) {
            targets.put(
                new Target(
                    spec.path("targetGroupARN").asText(),
                    pod.path("status").path("podIP").asText(),
                    number),
                answering(round, spec, pod));
          }
        }
      }
    }
    return targets;
  }

  private static Optional<Set<Integer>> answering(Round round, JsonNode spec, ObjectNode pod) {
    Optional<Set<Integer>> listening = listening(round, pod);
    if (!spec.has("networking")) {
      return listening;
    }
    Set<Integer> letIn = new HashSet<>();
    for (JsonNode rule : spec.path("networking").path("ingress")) {
      for (JsonNode port : rule.path("ports")) {
        letIn.add(port.path("port").asInt());
      }
    }
    listening.ifPresent(letIn::retainAll);
    return Optional.of(letIn);
  }

  /** Of other pods than gateways it is not known: taken for all. */
  private static Optional<Set<Integer>> listening(Round round, ObjectNode pod) {
    boolean isGateway = false;
    for (JsonNode container : pod.path("spec").path("containers")) {
      isGateway |= container.path("name").asText().equals("istio-proxy");
    }
    if (!isGateway) {
      return Optional.empty();
    }
    Set<Integer> ports = new HashSet<>(ALWAYS);
    if (round.kind(GATEWAYS).isPresent()) {
      for (ObjectNode gateway : round.list(GATEWAYS, "").values()) {
        if (selects(gateway.path("spec").path("selector"), pod)) {
          for (JsonNode server : gateway.path("spec").path("servers")) {
            ports.add(server.path("port").path("number").asInt());
          }
        }
      }
    }
    return Optional.of(ports);
  }

  private static boolean selects(JsonNode selector, ObjectNode pod) {
    JsonNode labels = pod.path("metadata").path("labels");
    return selector.properties().stream()
        .allMatch(one -> one.getValue().equals(labels.get(one.getKey())));
  }

  private static void move(
      Round round,
      Map<Target, Optional<Set<Integer>>> from,
      Map<Target, Optional<Set<Integer>>> to) {
    to.forEach((target, answering) -> {
      if (!answering.equals(from.get(target))) {
        round.effect(
            new Round.Effect.Register(
                target.group(), target.address(), target.port(), answering, round.now()));
      }
    });
    for (Target target : from.keySet()) {
      if (!to.containsKey(target)) {
        round.effect(
            new Round.Effect.Deregister(
                target.group(), target.address(), target.port(), round.now()));
      }
    }
  }
}
