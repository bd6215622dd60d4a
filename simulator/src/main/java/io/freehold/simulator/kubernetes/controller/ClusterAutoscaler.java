package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.NodeGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster autoscaler: has a group grow for pods that find no place, where one of its nodes
 * would take them, and has nodes go on which nothing has run for ten minutes. A group that could
 * not be given a node is left alone for five minutes. Nodes that are merely little used stay: it
 * moves no pods.
 */
final class ClusterAutoscaler implements Controller {
  /** The autoscaler's own default for both: before a node goes, and after a failure. */
  private static final Duration UNNEEDED = Duration.ofMinutes(10);

  private static final Duration BACK_OFF = Duration.ofMinutes(5);

  private final Operators operators;
  private final Map<String, Instant> unneededSince = new HashMap<>();

  ClusterAutoscaler(Operators operators) {
    this.operators = operators;
  }

  @Override
  public void run(Round round) {
    if (round.groups().isEmpty() || !operators.act(round, "cluster-autoscaler")) {
      unneededSince.clear();
      return;
    }
    grow(round);
    shrink(round);
  }

  private static void grow(Round round) {
    List<ObjectNode> waiting =
        round.list(Resources.PODS, "").values().stream()
            .filter(pod -> isWaiting(round, pod))
            .toList();
    if (waiting.isEmpty()) {
      return;
    }
    Seating seating = new Seating(round);
    Map<String, Integer> wanted = new HashMap<>();
    round.groups().forEach(group -> wanted.put(group.name(), group.wanted()));
    for (ObjectNode pod : waiting) {
      // On a node that is only starting, too.
      seating.nodes().stream()
          .filter(node -> Scheduler.fits(round, seating, pod, node))
          .min(Scheduler.order(round, seating, pod))
          .or(() -> another(round, seating, pod, wanted))
          .ifPresent(place -> seating.seat(pod, place));
    }
    for (NodeGroup group : round.groups()) {
      int nodes = wanted.getOrDefault(group.name(), 0);
      if (nodes > group.wanted()) {
        round.effect(new Round.Effect.Resize(group.name(), nodes, round.now()));
      }
    }
  }

  private static boolean isWaiting(Round round, ObjectNode pod) {
    return pod.path("spec").path("nodeName").asText("").isEmpty()
        && !PodTemplates.deleting(pod)
        && Claims.schedulable(round, pod);
  }

  /** One more node of a group, where a pod would find its place on it. */
  private static Optional<ClusterNode> another(
      Round round, Seating seating, ObjectNode pod, Map<String, Integer> wanted) {
    List<ClusterNode> useful = new ArrayList<>();
    for (NodeGroup group : round.groups()) {
      int nodes = wanted.getOrDefault(group.name(), 0);
      ClusterNode next = group.next().named(group.name() + "/" + nodes, Instant.MAX);
      if (nodes >= group.most() || !wouldTake(round, seating, pod, next)) {
        continue;
      }
      Optional<Instant> again =
          group.failedAt().map(time -> time.plus(BACK_OFF)).filter(round.now()::isBefore);
      again.ifPresent(round::due);
      if (again.isEmpty()) {
        useful.add(next);
      }
    }
    Optional<ClusterNode> best = useful.stream().min(Scheduler.order(round, seating, pod));
    best.ifPresent(node -> {
      seating.add(node);
      wanted.merge(node.labels().getOrDefault(ClusterNode.GROUP_LABEL, ""), 1, Integer::sum);
    });
    return best;
  }

  private static boolean wouldTake(Round round, Seating seating, ObjectNode pod, ClusterNode next) {
    seating.add(next);
    boolean takes = Scheduler.fits(round, seating, pod, next);
    seating.remove(next);
    return takes;
  }

  private void shrink(Round round) {
    Map<String, NodeGroup> groups = new HashMap<>();
    round.groups().forEach(group -> groups.put(group.name(), group));
    Map<String, Integer> left = new HashMap<>();
    Set<String> used = used(round);
    Set<String> unneeded = new HashSet<>();
    for (ClusterNode node : round.nodes()) {
      NodeGroup group = groups.get(node.labels().getOrDefault(ClusterNode.GROUP_LABEL, ""));
      if (group == null || node.readySince().isAfter(round.now()) || used.contains(node.name())) {
        continue;
      }
      unneeded.add(node.name());
      Instant since = unneededSince.computeIfAbsent(node.name(), name -> round.now());
      int nodes = left.computeIfAbsent(group.name(), name -> group.wanted());
      if (nodes <= group.least()) {
        continue;
      }
      Instant goes = since.plus(UNNEEDED);
      if (goes.isAfter(round.now())) {
        round.due(goes);
      } else {
        left.put(group.name(), nodes - 1);
        round.effect(new Round.Effect.Terminate(node.name(), round.now()));
      }
    }
    unneededSince.keySet().retainAll(unneeded);
  }

  /** The nodes with pods that would have to move; those of daemon sets go with their node. */
  private static Set<String> used(Round round) {
    Set<String> used = new HashSet<>();
    for (ObjectNode pod : round.list(Resources.PODS, "").values()) {
      ObjectNode owner = round.controller(pod);
      if (owner == null || !owner.path("kind").asText().equals("DaemonSet")) {
        used.add(pod.path("spec").path("nodeName").asText(""));
      }
    }
    return used;
  }
}
