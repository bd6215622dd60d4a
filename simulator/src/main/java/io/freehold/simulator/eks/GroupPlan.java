package io.freehold.simulator.eks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.Issue;

/**
 * How the creation of a node group will end.
 *
 * @param end when, if nothing else holds it up
 * @param machines what was launched for it, Ready or not
 * @param failure why it will fail, if it will
 */
record GroupPlan(Instant end, List<Node> machines, Optional<Issue> failure) {
  GroupPlan {
    machines = List.copyOf(machines);
  }
}
