package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.queue.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a component is, by the states of its objects. */
class ComponentHealthTest {
  private static NodeStatus node(String name, NodeStatus.State state) {
    return new NodeStatus(
        name,
        "kind",
        Optional.empty(),
        state,
        Set.of(),
        Optional.empty(),
        "so",
        Optional.empty(),
        false);
  }

  private static List<ComponentHealth> of(NodeStatus... nodes) {
    return ComponentHealth.of(
        new PassReport(new Outcome.Settled(Duration.ZERO), List.of(nodes), List.of()));
  }

  @Test
  void of_which_nothing_is_left_has_none() {
    assertThat(of(node("chart/one/Deployment/a", NodeStatus.State.DELETED))).isEmpty();
    assertThat(of(node("vpc", NodeStatus.State.READY))).isEmpty();
  }

  @Test
  void of_which_only_kept_things_are_left_has_none() {
    assertThat(
            of(
                node("chart/one/Deployment/a", NodeStatus.State.DELETED),
                node("chart/one/CustomResourceDefinition/b", NodeStatus.State.KEPT),
                node("chart/two/CustomResourceDefinition/c", NodeStatus.State.KEPT)))
        .isEmpty();
  }

  @Test
  void while_anything_else_is_left_it_is_told_of() {
    assertThat(
            of(
                node("chart/one/Deployment/a", NodeStatus.State.DELETING),
                node("chart/one/CustomResourceDefinition/b", NodeStatus.State.KEPT),
                node("chart/two/Service/c", NodeStatus.State.READY),
                node("chart/two/Service/d", NodeStatus.State.DELETED)))
        .containsExactly(
            new ComponentHealth("one", ComponentHealth.State.REMOVING, "Deployment/a: so"),
            new ComponentHealth("two", ComponentHealth.State.READY, ""));
  }

  @Test
  void is_as_the_object_that_is_worst_off() {
    assertThat(
            of(
                node("addon-coredns", NodeStatus.State.UPDATING),
                node("chart/one/Deployment/a", NodeStatus.State.CREATING),
                node("chart/one/Deployment/b", NodeStatus.State.FAILED),
                node("chart/one/Deployment/c", NodeStatus.State.WITHHELD)))
        .containsExactly(
            new ComponentHealth("coredns", ComponentHealth.State.UPDATING, "addon-coredns: so"),
            new ComponentHealth("one", ComponentHealth.State.FAILED, "Deployment/b: so"));
  }
}
