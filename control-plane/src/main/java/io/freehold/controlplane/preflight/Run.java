package io.freehold.controlplane.preflight;

import io.freehold.protocol.preflight.Preflight.Check;
import java.time.Instant;
import java.util.List;

/**
 * A look at an account, as it is kept.
 *
 * @param generation of the spec that it was for
 * @param since when the same was found for the first time in a row
 * @param at when it was found last
 */
record Run(long generation, List<Check> checks, Instant since, Instant at) {
  Run {
    checks = List.copyOf(checks);
  }
}
