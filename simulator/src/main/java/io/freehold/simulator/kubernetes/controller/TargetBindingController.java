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
import java.util.Set;

/**
 * TargetGroupBindings: the addresses of a service's ready pods become targets of a target group,
 * some seconds after the binding is made or changed, and at once when pods come and go later.
 */
final class TargetBindingController implements Controller {
  private static final GroupResource BINDINGS =
      new GroupResource("elbv2.k8s.aws", "targetgroupbindings");
  private static final String FINALIZER = "elbv2.k8s.aws/resources";

  private final Operators operators;
  private final Map<String, Bound> bound = new HashMap<>();

  TargetBindingController(Operators operators) {
    this.operators = operators;
  }

  private record Target(String group, String address, int port) {}

  /**
   * What is known of one binding: the generation that is being worked on, since when, and how far.
   */
  private record Bound(int generation, Instant since, Set<Target> targets) {}

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
          move(round, was.targets(), Set.of());
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
      known = new Bound(generation, round.now(), known == null ? Set.of() : known.targets());
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
    Set<Target> targets = targets(round, binding);
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

  private static Set<Target> targets(Round round, ObjectNode binding) {
    JsonNode spec = binding.path("spec");
    JsonNode reference = spec.path("serviceRef");
    String namespace = binding.path("metadata").path("namespace").asText();
    ObjectNode service =
        round.get(new ObjectKey(Resources.SERVICES, namespace, reference.path("name").asText()));
    Set<Target> targets = new HashSet<>();
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
            targets.add(
                new Target(
                    spec.path("targetGroupARN").asText(),
                    pod.path("status").path("podIP").asText(),
                    number));
          }
        }
      }
    }
    return targets;
  }

  private static void move(Round round, Set<Target> from, Set<Target> to) {
    for (Target target : to) {
      if (!from.contains(target)) {
        round.effect(
            new Round.Effect.Register(
                target.group(), target.address(), target.port(), round.now()));
      }
    }
    for (Target target : from) {
      if (!to.contains(target)) {
        round.effect(
            new Round.Effect.Deregister(
                target.group(), target.address(), target.port(), round.now()));
      }
    }
  }
}
