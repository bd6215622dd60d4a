package io.freehold.controlplane.infrastructure;

import java.util.List;
import java.util.UUID;

/** What runs in an infrastructure: keeps it from being deleted, and builds on it. */
public interface Occupants {
  /** The names of what runs there: the infrastructure stays until none is left. */
  List<String> of(UUID infrastructureId);

  /** Those of them that their users know: while there are any, its deletion is refused. */
  List<String> visible(UUID infrastructureId);

  /** What those that are gone have left there. */
  List<Leftover> leftovers(UUID infrastructureId);

  /** What those that are gone have left there by decision is to go, too. */
  void deleteKept(UUID infrastructureId);

  /**
   * The infrastructure has become as it is asked for, or its account lets us in again: what runs
   * there is looked at again, as it may have another way in.
   */
  void wake(UUID infrastructureId);
}
