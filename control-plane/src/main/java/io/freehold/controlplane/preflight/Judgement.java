package io.freehold.controlplane.preflight;

import io.freehold.protocol.preflight.Preflight;
import io.freehold.protocol.preflight.Preflight.Check;
import io.freehold.protocol.preflight.Preflight.Waiver;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a look means, with what somebody said about it.
 *
 * @param run empty where nobody looked yet
 * @param waivers oldest first
 */
record Judgement(Optional<Run> run, List<Waiver> waivers) {
  static final String FAIL = "fail";
  private static final String WAIVED = "waived";
  private static final int TOLD = 3;

  /** The checks, those that are waived marked so. */
  List<Check> checks() {
    Set<String> waived = waivers.stream().map(Waiver::check).collect(Collectors.toSet());
    return run.map(Run::checks).orElse(List.of()).stream()
        .map(check -> isFailing(check) && waived.contains(check.id()) ? check.with(WAIVED) : check)
        .toList();
  }

  /** Those that stop it. */
  List<Check> failing() {
    return checks().stream().filter(Judgement::isFailing).toList();
  }

  static boolean isFailing(Check check) {
    return check.status().equals(FAIL);
  }

  Preflight shown() {
    String state = run.isEmpty() ? "not-run" : failing().isEmpty() ? "passed" : "failed";
    return new Preflight(state, run.map(Run::at).orElse(null), checks(), waivers);
  }

  /** In one line, for a condition: the first few in full, the others by number. */
  static String message(List<Check> failing) {
    String first =
        failing.stream().limit(TOLD).map(Judgement::message).collect(Collectors.joining("; "));
    int more = failing.size() - TOLD;
    return "%d %s: %s%s"
        .formatted(
            failing.size(),
            failing.size() == 1 ? "check fails" : "checks fail",
            first,
            more > 0 ? "; and " + more + " more (GET .../preflight)" : "");
  }

  private static String message(Check check) {
    StringBuilder text = new StringBuilder(check.id()).append(": ");
    if (check.action() != null) {
      text.append(check.action()).append(' ');
    }
    if (check.resource() != null) {
      text.append("on ").append(check.resource()).append(", ");
    }
    text.append("found ").append(check.found()).append(", needed ").append(check.needed());
    if (check.remedy() != null) {
      text.append(". ").append(check.remedy());
    }
    return text.toString();
  }
}
