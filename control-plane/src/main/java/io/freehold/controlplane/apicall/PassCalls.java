package io.freehold.controlplane.apicall;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.CallWatch;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Owner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The calls of one pass. Writes each down that may change something, before it is made: one whose
 * answer never comes is in the list all the same. Those that only look are summed until the end.
 * Used by one thread.
 */
public final class PassCalls implements CallWatch, AutoCloseable {
  private static final FailureClassifier FAILURES = new AwsFailures();

  private final ApiCallStore store;
  private final Clock clock;
  private final UUID infrastructureId;
  private final Owner owner;
  private final Lease lease;
  private final Map<String, Integer> reads = new TreeMap<>();
  private long number;
  private Instant sentAt = Instant.EPOCH;

  PassCalls(ApiCallStore store, Clock clock, UUID infrastructureId, Owner owner, Lease lease) {
    this.store = store;
    this.clock = clock;
    this.infrastructureId = infrastructureId;
    this.owner = owner;
    this.lease = lease;
  }

  /** A change may take several calls, and the lease may end between two of them. */
  @Override
  public void before(Call call) {
    if (call.isWrite()) {
      lease.verify();
      sentAt = now();
      number = store.sent(infrastructureId, owner.name(), call.action(), sentAt);
    } else {
      reads.merge(call.action(), 1, Integer::sum);
    }
  }

  @Override
  public void after(Call call, Optional<RuntimeException> thrown) {
    if (call.isWrite()) {
      store.answered(
          number,
          sentAt,
          thrown.map(FAILURES::classify).map(failure -> failure.code()).orElse(ApiCallStore.DONE));
    }
  }

  @Override
  public void close() {
    if (!reads.isEmpty()) {
      store.looked(infrastructureId, owner.name(), reads, now());
      reads.clear();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
