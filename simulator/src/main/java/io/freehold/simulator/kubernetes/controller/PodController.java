package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pods: placed on a node, started once their claims, secrets and config maps are there, ready after
 * the time that the latency profile gives to what they belong to. All pods of one owner take the
 * same time, because the profile speaks of whole rollouts.
 */
final class PodController implements Controller {
  private final Map<String, Instant> started = new HashMap<>();
  private final PodAddresses addresses = new PodAddresses();

  @Override
  public void run(Round round) {
    Map<ObjectKey, ObjectNode> pods = round.list(Resources.PODS, "");
    Set<String> alive =
        pods.values().stream()
            .map(pod -> pod.path("metadata").path("uid").asText())
            .collect(Collectors.toSet());
    started.keySet().retainAll(alive);
    addresses.retain(alive);
    pods.values().forEach(pod -> step(round, pod));
  }

  private void step(Round round, ObjectNode pod) {
    String phase = pod.path("status").path("phase").asText("Pending");
    if (phase.equals("Succeeded") || phase.equals("Failed") || PodTemplates.deleting(pod)) {
      return;
    }
    String nodeName = pod.path("spec").path("nodeName").asText("");
    if (nodeName.isEmpty()) {
      place(round, pod);
      return;
    }
    Optional<ClusterNode> node =
        round.nodes().stream().filter(one -> one.name().equals(nodeName)).findFirst();
    if (node.isEmpty()) {
      round.delete(PodTemplates.keyOf(pod));
      return;
    }
    String missing = PodReferences.missing(round, pod);
    String uid = pod.path("metadata").path("uid").asText();
    if (!missing.isEmpty() && !started.containsKey(uid)) {
      show(round, pod, node.get(), State.waiting("CreateContainerConfigError", missing));
      return;
    }
    ObjectNode root = round.root(pod);
    if (!started.containsKey(uid) && !ClickHouseOperator.letsStart(round, root)) {
      show(round, pod, node.get(), State.running(false));
      return;
    }
    Instant since = started.computeIfAbsent(uid, _ -> round.now());
    Instant ready = since.plus(round.takes(Lifetimes.key(root), seed(root)));
    if (isNeverReady(round, pod)) {
      show(round, pod, node.get(), State.running(false));
    } else if (ready.isAfter(round.now())) {
      round.due(ready);
      show(round, pod, node.get(), State.running(false));
    } else if (pod.path("spec").path("restartPolicy").asText("Always").equals("Always")) {
      show(round, pod, node.get(), State.running(true));
    } else if (ready.plus(BackupRuns.PATIENCE).isAfter(round.now())
        && BackupRuns.waits(round, pod)) {
      round.due(ready.plus(BackupRuns.PATIENCE));
      show(round, pod, node.get(), State.running(false));
    } else if (LogTableRuns.waits(round, pod)) {
      show(round, pod, node.get(), State.running(false));
    } else {
      show(round, pod, node.get(), end(round, pod));
    }
  }

  private static State end(Round round, ObjectNode pod) {
    return BackupRuns.end(round, pod)
        .map(end ->
            end.good()
                ? new State("Succeeded", false, "Completed", end.message())
                : new State("Failed", false, "Error", end.message()))
        .or(() ->
            LogTableRuns.refusal(round, pod)
                .map(refusal -> new State("Failed", false, "Error", refusal)))
        .orElseGet(() -> {
          LogTableRuns.run(round, pod);
          return new State("Succeeded", false, "Completed", "");
        });
  }

  private static String seed(ObjectNode root) {
    JsonNode metadata = root.path("metadata");
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }

  private static boolean isNeverReady(Round round, ObjectNode pod) {
    for (ObjectNode here = pod; here != null; here = round.controller(here)) {
      if (round.neverReady(here)) {
        return true;
      }
    }
    return false;
  }

  private void place(Round round, ObjectNode pod) {
    Optional<ClusterNode> node =
        Claims.schedulable(round, pod) ? Scheduler.choose(round, pod) : Optional.empty();
    if (node.isPresent()) {
      ObjectNode placed = pod.deepCopy();
      placed.withObjectProperty("spec").put("nodeName", node.get().name());
      round.put(Resources.PODS, placed);
      return;
    }
    round.nodes().forEach(one -> round.due(one.readySince()));
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("phase", "Pending");
    ArrayNode conditions = status.putArray("conditions");
    Conditions.add(
        conditions,
        "PodScheduled",
        false,
        "Unschedulable",
        "0/" + round.nodes().size() + " nodes are available",
        round.timestamp());
    Conditions.keepTimes(conditions, pod.path("status").path("conditions"));
    round.status(Resources.PODS, pod, status);
  }

  /** What to show of a pod on a node. */
  private record State(String phase, boolean ready, String reason, String message) {
    static State waiting(String reason, String message) {
      return new State("Pending", false, reason, message);
    }

    static State running(boolean ready) {
      return new State("Running", ready, ready ? "" : "ContainersNotReady", "");
    }
  }

  private void show(Round round, ObjectNode pod, ClusterNode node, State state) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("phase", state.phase());
    ArrayNode conditions = status.putArray("conditions");
    String now = round.timestamp();
    Conditions.add(conditions, "PodScheduled", true, "", "", now);
    Conditions.add(conditions, "Initialized", true, "", "", now);
    Conditions.add(conditions, "ContainersReady", state.ready(), state.reason(), "", now);
    String waits = state.phase().equals("Pending") ? state.message() : "";
    Conditions.add(conditions, "Ready", state.ready(), state.reason(), waits, now);
    Conditions.keepTimes(conditions, pod.path("status").path("conditions"));
    String address = addresses.of(pod.path("metadata").path("uid").asText(), node);
    status.put("hostIP", node.address()).put("podIP", address);
    status.putArray("podIPs").addObject().put("ip", address);
    status.put("startTime", pod.path("status").path("startTime").asText(now));
    ArrayNode containers = status.putArray("containerStatuses");
    for (JsonNode container : pod.path("spec").path("containers")) {
      ObjectNode one = containers.addObject();
      one.put("name", container.path("name").asText());
      one.put("image", container.path("image").asText());
      one.put("imageID", "").put("ready", state.ready()).put("restartCount", 0);
      switch (state.phase()) {
        case "Running" -> one.putObject("state").putObject("running");
        case "Succeeded", "Failed" -> {
          ObjectNode end = one.putObject("state").putObject("terminated");
          end.put("exitCode", state.phase().equals("Failed") ? 1 : 0);
          end.put("reason", state.reason());
          if (!state.message().isEmpty()) {
            end.put("message", state.message());
          }
        }
        default ->
            one.putObject("state")
                .putObject("waiting")
                .put("reason", state.reason())
                .put("message", state.message());
      }
    }
    round.status(Resources.PODS, pod, status);
  }
}
