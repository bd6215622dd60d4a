package io.freehold.kernel.convergence;

import io.freehold.kernel.resource.Impact;

/** What may be done to users now: every change, from an upgrade to a repair, passes it. */
@FunctionalInterface
public interface Gate {
  boolean allows(Impact impact);

  /** Lets through whatever can be changed in place. */
  Gate OPEN = impact -> impact != Impact.REPLACE;
}
