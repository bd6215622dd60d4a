package io.freehold.simulator.kubernetes.controller;

import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What a controller went by in one run. It would do nothing in another one as long as none of it
 * changes and nothing falls due.
 */
final class Inputs {
  private final long revision;
  private final Set<GroupResource> resources = new HashSet<>();
  private boolean uids;
  private boolean owners;
  private boolean deletions;
  private Instant due = Instant.MAX;

  /**
   * @param revision at which the run begins, so that what it writes itself is a change, too
   */
  Inputs(long revision) {
    this.revision = revision;
  }

  /** Objects of this resource, or that there are none. */
  void read(GroupResource resource) {
    resources.add(resource);
  }

  /** Which objects there are. */
  void readUids() {
    uids = true;
  }

  /** Which objects have which owners. */
  void readOwners() {
    owners = true;
  }

  /** Which objects are being deleted. */
  void readDeletions() {
    deletions = true;
  }

  void due(Instant time) {
    if (time.isBefore(due)) {
      due = time;
    }
  }

  /** When time alone is a reason for another run. */
  Instant due() {
    return due;
  }

  boolean areOutdated(ObjectStore store, Instant now) {
    return !due.isAfter(now)
        || (uids && store.uidsChanged() > revision)
        || (owners && store.ownersChanged() > revision)
        || (deletions && store.deletionsChanged() > revision)
        || resources.stream().anyMatch(resource -> store.changed(resource) > revision);
  }
}
