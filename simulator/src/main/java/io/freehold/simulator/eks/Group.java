package io.freehold.simulator.eks;

import java.util.List;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * A node group.
 *
 * @param shown as EKS shows it
 * @param nodes those that are Ready, or were launched for a group that had been there before
 */
record Group(Nodegroup shown, List<Node> nodes) {
  Group {
    nodes = List.copyOf(nodes);
  }

  Group with(Nodegroup other) {
    return new Group(other, nodes);
  }

  Group with(List<Node> others) {
    return new Group(shown, others);
  }
}
