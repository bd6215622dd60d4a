package io.freehold.controlplane.infrastructure;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes sure of an account before anything is made there, or changed. */
public interface Preflight {
  /**
   * What keeps an infrastructure from being worked on now. Looks at the account where that is due.
   *
   * @param way into its account
   * @return empty where nothing does
   */
  Optional<Hold> before(InfrastructureRow infrastructure, CustomerAccess.Way way);

  /** The ids of the checks that somebody has waived for an infrastructure. */
  Set<String> waived(UUID infrastructure);

  /**
   * Why nothing is done for a while.
   *
   * @param needsSomebody whether it stays so until somebody does something
   * @param again when to look next
   */
  record Hold(Reason reason, String message, boolean needsSomebody, Duration again) {}
}
