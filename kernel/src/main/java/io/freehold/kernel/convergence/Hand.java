package io.freehold.kernel.convergence;

import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.ResourceType;
import java.util.Optional;

/** What a pass does its writes with: for real, or only on paper. */
sealed interface Hand {
  <X, D, O> String create(ResourceType<X, D, O> type, X session, D desired, Intent intent);

  <X, D, O> void mark(ResourceType<X, D, O> type, X session, String id, Intent intent);

  <X, D, O> void update(ResourceType<X, D, O> type, X session, String id, D desired, O observed);

  <X, D, O> void delete(ResourceType<X, D, O> type, X session, String id);

  /**
   * What to take for the observed record of a thing that is not there; empty means: wait for it.
   */
  <X, D, O> Optional<O> imagine(ResourceType<X, D, O> type, D desired);

  /** Writes to the cloud, after a look at the lease. */
  record Acting(Lease lease) implements Hand {
    @Override
    public <X, D, O> String create(
        ResourceType<X, D, O> type, X session, D desired, Intent intent) {
      lease.verify();
      return type.create(session, desired, intent);
    }

    @Override
    public <X, D, O> void mark(ResourceType<X, D, O> type, X session, String id, Intent intent) {
      lease.verify();
      type.mark(session, id, intent);
    }

    @Override
    public <X, D, O> void update(
        ResourceType<X, D, O> type, X session, String id, D desired, O observed) {
      lease.verify();
      type.update(session, id, desired, observed);
    }

    @Override
    public <X, D, O> void delete(ResourceType<X, D, O> type, X session, String id) {
      lease.verify();
      type.delete(session, id);
    }

    @Override
    public <X, D, O> Optional<O> imagine(ResourceType<X, D, O> type, D desired) {
      return Optional.empty();
    }
  }

  /** Writes nothing; the pass records what it would have done. */
  record Planning() implements Hand {
    @Override
    public <X, D, O> String create(
        ResourceType<X, D, O> type, X session, D desired, Intent intent) {
      return "planned:" + intent.node();
    }

    @Override
    public <X, D, O> void mark(ResourceType<X, D, O> type, X session, String id, Intent intent) {}

    @Override
    public <X, D, O> void update(
        ResourceType<X, D, O> type, X session, String id, D desired, O observed) {}

    @Override
    public <X, D, O> void delete(ResourceType<X, D, O> type, X session, String id) {}

    @Override
    public <X, D, O> Optional<O> imagine(ResourceType<X, D, O> type, D desired) {
      return Optional.of(type.predict(desired));
    }
  }
}
