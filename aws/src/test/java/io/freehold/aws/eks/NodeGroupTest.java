package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.aws.eks.NodeGroup.Architecture;
import io.freehold.aws.eks.NodeGroup.Machine;
import io.freehold.aws.eks.NodeGroup.Size;
import io.freehold.aws.eks.NodeGroup.Taint;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeGroupTest {
  private static final Size SIZE = new Size(2, 3, 6);

  private static NodeGroup group(
      String version, long templateVersion, Size size, String label, Set<Taint> taints) {
    return new NodeGroup(
        "clickhouse-cloud-abcdefghij",
        "workload",
        "arn:aws:iam::111122223333:role/abcdefghij-us-east-1-k8s-worker",
        Set.of("subnet-1"),
        new Machine(Architecture.ARM_64, List.of("m7g.2xlarge")),
        "lt-1",
        templateVersion,
        version,
        "1.33",
        size,
        Map.of("pool", label),
        taints);
  }

  private static final NodeGroup THERE = group("1.32", 1, SIZE, "workload", Set.of());

  private static Diff diff(NodeGroup wanted) {
    return NodeGroup.TYPE.diff(wanted, NodeGroup.TYPE.predict(THERE));
  }

  @Test
  void everythingThatReplacesNodesIsDisruptive() {
    assertThat(diff(group("1.33", 1, SIZE, "workload", Set.of())).impact())
        .isEqualTo(Impact.DISRUPTIVE);
    assertThat(diff(group("1.32", 2, SIZE, "workload", Set.of())).impact())
        .isEqualTo(Impact.DISRUPTIVE);
  }

  @Test
  void boundsAndLabelsAreNotAndTaintsAreInBetween() {
    Diff bounds = diff(group("1.32", 1, new Size(3, 3, 9), "workload", Set.of()));
    assertThat(bounds.impact()).isEqualTo(Impact.NONE);
    assertThat(bounds.changes()).extracting(Diff.Change::field).contains("size.least", "size.most");
    Diff labels = diff(group("1.32", 1, SIZE, "other", Set.of()));
    assertThat(labels.impact()).isEqualTo(Impact.NONE);
    assertThat(labels.touches("labels")).isTrue();
    assertThat(
            diff(group("1.32", 1, SIZE, "workload", Set.of(new Taint("a", "b", "NO_SCHEDULE"))))
                .impact())
        .isEqualTo(Impact.ROLLING);
  }

  @Test
  void howManyNodesRunWithinTheBoundsIsTheAutoscalersAffair() {
    NodeGroup.Observed scaled =
        NodeGroup.TYPE.predict(group("1.32", 1, new Size(2, 6, 6), "workload", Set.of()));
    assertThat(NodeGroup.TYPE.diff(THERE, scaled).isEmpty()).isTrue();
  }

  @Test
  void refusesBoundsThatContradictEachOther() {
    assertThatThrownBy(() -> new Size(3, 2, 6)).hasMessageContaining("found 3, 2, 6");
    assertThatThrownBy(() -> new Size(0, 0, 0)).hasMessageContaining("most >= 1");
    assertThatThrownBy(() -> new Size(1, 3, 2)).hasMessageContaining("found 1, 3, 2");
  }
}
