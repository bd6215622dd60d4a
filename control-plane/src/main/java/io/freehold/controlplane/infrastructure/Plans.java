package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.convergence.NodeChange;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.Diff;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.price.CostEstimate;
import io.freehold.model.price.PriceList;
import io.freehold.protocol.Problem;
import io.freehold.protocol.infrastructure.Plan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A pass on paper, as clients see it; or why there is none. */
final class Plans {
  private static final String UNAVAILABLE = "plan-unavailable";

  private Plans() {}

  /**
   * The plan that the pass made.
   *
   * @param monthlyCostDelta empty where it is not known
   * @throws Refusal if anything could not be looked at: what is not seen may need a change, so that
   *     the rest is no plan
   */
  static Plan of(PassReport report, Optional<BigDecimal> monthlyCostDelta) {
    List<NodeStatus> failed =
        report.nodes().stream().filter(node -> node.failure().isPresent()).toList();
    if (!failed.isEmpty()) {
      throw unavailable(
          "%d of %d things could not be looked at, so that there is no plan: %s"
              .formatted(failed.size(), report.nodes().size(), Findings.message(failed.getFirst())),
          failed.stream().map(node -> node.failure().orElseThrow()).toList(),
          failed.stream().map(Plans::detail).toList());
    }
    return new Plan(
        report.changes().stream().map(Plans::change).toList(), monthlyCostDelta.orElse(null));
  }

  /** What keeps a plan from being begun. */
  static Refusal unavailable(Failure failure) {
    return unavailable(
        "There is no plan: %s (%s).".formatted(failure.message(), failure.code()),
        List.of(failure),
        List.of());
  }

  private static Refusal unavailable(
      String sentence, List<Failure> failures, List<Problem.Detail> details) {
    boolean passes = failures.stream().allMatch(failure -> failure.kind().passesByItself());
    return Refusal.of(passes ? 503 : 409, UNAVAILABLE, sentence, details);
  }

  /**
   * What the change of specs does to the bill, at list prices and without the services.
   *
   * @param from what was last reached; empty where nothing ever was
   */
  static BigDecimal monthlyCostDelta(Optional<InfrastructureSpec> from, InfrastructureSpec to) {
    return monthlyCost(to).subtract(from.map(Plans::monthlyCost).orElse(BigDecimal.ZERO));
  }

  private static BigDecimal monthlyCost(InfrastructureSpec spec) {
    return CostEstimate.of(spec, List.of(), PriceList.shipped()).monthlyUsd();
  }

  private static Problem.Detail detail(NodeStatus node) {
    Failure failure = node.failure().orElseThrow();
    return new Problem.Detail(
        node.node(),
        failure.kind().name().toLowerCase(Locale.ROOT),
        Findings.message(node),
        null,
        null,
        null);
  }

  private static Plan.Change change(NodeChange change) {
    return new Plan.Change(
        change.node(),
        change.kind(),
        change.action().name().toLowerCase(Locale.ROOT),
        change.fields().stream().map(Diff.Change::field).toList(),
        change.impact().name().toLowerCase(Locale.ROOT));
  }
}
