package io.freehold.kubernetes.chart;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a component is, from how its objects are.
 *
 * @param component its name; of what EKS manages, the add-on's
 * @param state that of the object which is worst off
 * @param message which object that is, and why; empty where all is well
 */
public record ComponentHealth(String component, State state, String message) {
  private static final String CHART = "chart/";
  private static final String ADD_ON = "addon-";

  /** What a component is doing; the first that fits any of its objects. */
  public enum State {
    /** Something went wrong. */
    FAILED,
    /** Something differs from what it should be, and may not be changed now. */
    CHANGE_WITHHELD,
    /** It is taken away. */
    REMOVING,
    /** It is brought from one form to another. */
    UPDATING,
    /** It comes up. */
    INSTALLING,
    /** All of it is as it should be. */
    READY
  }

  /**
   * That of every component that a pass has looked at, by name. One that is gone has none: what is
   * kept of it, such as definitions, says nothing of it.
   */
  public static List<ComponentHealth> of(PassReport report) {
    Map<String, List<NodeStatus>> byComponent = new TreeMap<>();
    for (NodeStatus node : report.nodes()) {
      component(node.node())
          .filter(name -> !isGone(node.state()))
          .ifPresent(name -> byComponent.computeIfAbsent(name, any -> new ArrayList<>()).add(node));
    }
    List<ComponentHealth> all = new ArrayList<>();
    byComponent.forEach((component, nodes) -> all.add(of(component, nodes)));
    return all;
  }

  private static boolean isGone(NodeStatus.State state) {
    return switch (state) {
      case DELETED, KEPT -> true;
      case BLOCKED, CREATING, READY, UPDATING, WITHHELD, DELETING, FAILED, UNDECLARED -> false;
    };
  }

  private static Optional<String> component(String node) {
    if (node.startsWith(CHART)) {
      return Optional.of(node.substring(CHART.length(), node.indexOf('/', CHART.length())));
    }
    return node.startsWith(ADD_ON)
        ? Optional.of(node.substring(ADD_ON.length()))
        : Optional.empty();
  }

  private static ComponentHealth of(String component, List<NodeStatus> nodes) {
    NodeStatus worst = nodes.getFirst();
    for (NodeStatus node : nodes) {
      boolean better = state(node).compareTo(state(worst)) > 0;
      // What waits for another says less than what the other waits for.
      boolean onlyWaits = node.state() == NodeStatus.State.BLOCKED;
      boolean same = state(node) == state(worst);
      if (!better && (!same || (!onlyWaits && worst.state() == NodeStatus.State.BLOCKED))) {
        worst = node;
      }
    }
    State state = state(worst);
    return new ComponentHealth(
        component,
        state,
        state == State.READY ? "" : "%s: %s".formatted(inside(worst.node()), worst.message()));
  }

  /** Which of the component's objects it is. */
  private static String inside(String node) {
    return node.startsWith(CHART) ? node.substring(node.indexOf('/', CHART.length()) + 1) : node;
  }

  private static State state(NodeStatus node) {
    return switch (node.state()) {
      case FAILED -> State.FAILED;
      case WITHHELD -> State.CHANGE_WITHHELD;
      case DELETING -> State.REMOVING;
      case UPDATING -> State.UPDATING;
      case BLOCKED, CREATING -> State.INSTALLING;
      case READY, DELETED, KEPT, UNDECLARED -> State.READY;
    };
  }

  /**
   * It, as a condition.
   *
   * @param generation of the spec that it speaks of
   */
  public Condition condition(long generation, Instant now) {
    return new Condition(
        words(component, "-") + "Ready",
        state == State.READY ? Condition.Status.TRUE : Condition.Status.FALSE,
        words(state.name().toLowerCase(java.util.Locale.ROOT), "_"),
        message,
        generation,
        now);
  }

  private static String words(String name, String between) {
    return Arrays.stream(name.split(between))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
