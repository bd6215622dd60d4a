package io.freehold.kernel.convergence;

import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.ResourceType;
import java.util.Optional;
import java.util.function.Supplier;

/** What a pass does its writes with: for real, or only on paper. */
sealed interface Hand {
  <X, D, O> String create(
      ResourceType<X, D, O> type, Supplier<X> session, D desired, Intent intent);

  <X, D, O> void mark(ResourceType<X, D, O> type, Supplier<X> session, String id, Intent intent);

  <X, D, O> void update(
      ResourceType<X, D, O> type, Supplier<X> session, String id, D desired, O observed);

  /**
   * Deletes as much of it as one pass may.
   *
   * @return whether the cloud has taken the order for all of it
   */
  <X, D, O> boolean delete(ResourceType<X, D, O> type, Supplier<X> session, String id);

  /** Whether what it does counts as done at once, since no later pass will see it. */
  boolean isOnPaper();

  /**
   * What to take for the observed record of a thing that is not there; empty means: wait for it.
   */
  <X, D, O> Optional<O> imagine(ResourceType<X, D, O> type, D desired);

  /** Writes to the cloud, after a look at the lease. */
  record Acting(Lease lease) implements Hand {
    /** Some seconds each at worst: others of the graph are waiting, and so is the queue. */
    private static final int MOST_PARTS = 20;

    @Override
    public <X, D, O> String create(
        ResourceType<X, D, O> type, Supplier<X> session, D desired, Intent intent) {
      return type.create(open(session), desired, intent);
    }

    @Override
    public <X, D, O> void mark(
        ResourceType<X, D, O> type, Supplier<X> session, String id, Intent intent) {
      type.mark(open(session), id, intent);
    }

    @Override
    public <X, D, O> void update(
        ResourceType<X, D, O> type, Supplier<X> session, String id, D desired, O observed) {
      type.update(open(session), id, desired, observed);
    }

    @Override
    public <X, D, O> boolean delete(ResourceType<X, D, O> type, Supplier<X> session, String id) {
      for (int part = 0; part < MOST_PARTS; part++) {
        if (type.deletePart(open(session), id)) {
          return true;
        }
      }
      return false;
    }

    /** The lease is looked at last: to open a session may take a call of its own. */
    private <X> X open(Supplier<X> session) {
      X open = session.get();
      lease.verify();
      return open;
    }

    @Override
    public boolean isOnPaper() {
      return false;
    }

    @Override
    public <X, D, O> Optional<O> imagine(ResourceType<X, D, O> type, D desired) {
      return Optional.empty();
    }
  }

  /** Writes nothing and opens no session; the pass records what it would have done. */
  record Planning() implements Hand {
    @Override
    public boolean isOnPaper() {
      return true;
    }

    @Override
    public <X, D, O> String create(
        ResourceType<X, D, O> type, Supplier<X> session, D desired, Intent intent) {
      return "planned:" + intent.node();
    }

    @Override
    public <X, D, O> void mark(
        ResourceType<X, D, O> type, Supplier<X> session, String id, Intent intent) {}

    @Override
    public <X, D, O> void update(
        ResourceType<X, D, O> type, Supplier<X> session, String id, D desired, O observed) {}

    @Override
    public <X, D, O> boolean delete(ResourceType<X, D, O> type, Supplier<X> session, String id) {
      return true;
    }

    @Override
    public <X, D, O> Optional<O> imagine(ResourceType<X, D, O> type, D desired) {
      return Optional.of(type.predict(desired));
    }
  }
}
