package io.freehold.controlplane.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import io.freehold.kernel.queue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue in PostgreSQL. Any number of control planes work on it; each thing is looked at by one
 * of them at a time. A worker that is not heard of for {@link #DEAD_AFTER} loses its thing to
 * another, and its late writes are refused.
 */
public final class DurableQueue implements WorkQueue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DurableQueue.class);

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 4;

  /** How long a worker may be silent. */
  static final Duration DEAD_AFTER = HEARTBEAT.multipliedBy(MISSED_HEARTBEATS);

  /** No call to a cloud takes longer: the clients are made with this time-out. */
  static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  /** After a mistake of our own. */
  private static final Duration AFTER_BUG = Duration.ofSeconds(30);

  private final WorkStore store;
  private final Clock clock;
  private final Map<String, Reconciler> reconcilers;
  private final Scheduler scheduler;
  private final double speed;

  /**
   * @param source of connections
   * @param clock of due times and heartbeats
   * @param speed how many of the clock's seconds pass in one of the machine's; 1 for a real or a
   *     virtual clock
   * @param pollingInterval of the machine's time
   * @param threads how many things are looked at at once
   * @param name of this control plane, unique on the database
   * @param reconcilers by type of request
   */
  public DurableQueue(
      DataSource source,
      Clock clock,
      double speed,
      Duration pollingInterval,
      int threads,
      String name,
      Map<String, Reconciler> reconcilers) {
    this.store = new WorkStore(JdbcClient.create(source));
    this.clock = clock;
    this.speed = speed;
    this.reconcilers = Map.copyOf(reconcilers);
    CustomTask<Void> task =
        Tasks.custom(WorkStore.TASK, Void.class)
            // db-scheduler's own way to revive goes by the machine's time, whatever the clock says.
            .onDeadExecution((dead, operations) -> {
              LOG.info("{}: its worker is not heard of any more", dead.getExecution().getId());
              operations.reschedule(dead, clock.instant());
            })
            .execute((instance, context) -> work(instance.getId()));
    this.scheduler =
        Scheduler.create(source, task)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(threads)
            .pollingInterval(pollingInterval)
            .heartbeatInterval(HEARTBEAT)
            // Heartbeats come by the machine's time and are judged by the clock's.
            .missedHeartbeatsLimit((int) Math.ceil(MISSED_HEARTBEATS * speed))
            // More than one for each thread would wait here without a heartbeat, and run twice.
            .pollUsingLockAndFetch(0.5, 1.0)
            .alwaysPersistTimestampInUTC()
            .failureLogging(LogLevel.ERROR, true)
            .build();
  }

  /** Begins to work. */
  public void start() {
    scheduler.start();
  }

  @Override
  public void request(ReconcileRequest request, Duration delay) {
    store.request(WorkStore.key(request), clock.instant().plus(delay));
  }

  /** Has the queue looked at without waiting for the next poll. */
  public void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  /** Waits for the passes that are under way, and takes no new ones. */
  @Override
  public void close() {
    scheduler.stop();
  }

  private CompletionHandler<Void> work(String key) {
    WorkStore.Begun begun = store.begin(key);
    Optional<Duration> again = again(look(key, begun.fence()));
    return (complete, operations) -> {
      // A request that came during the pass: whatever it was about may have been missed.
      boolean missed = store.requested(key) != begun.requested();
      if (again.isEmpty() && !missed) {
        operations.remove();
      } else {
        Duration delay = missed ? Duration.ZERO : again.orElse(Duration.ZERO);
        operations.reschedule(complete, clock.instant().plus(delay));
      }
      // One that came after the look above found the thing picked, and only counted itself.
      if (!missed && store.requested(key) != begun.requested()) {
        store.bringForward(key, clock.instant());
      }
    };
  }

  private Outcome look(String key, long fence) {
    ReconcileRequest request = WorkStore.request(key);
    Reconciler reconciler = reconcilers.get(request.type());
    if (reconciler == null) {
      throw new IllegalStateException(
          "request %s: found no reconciler, needed one of %s"
              .formatted(request, reconcilers.keySet()));
    }
    try {
      return reconciler.reconcile(request, new Held(key, fence));
    } catch (LeaseLostException e) {
      LOG.info("{}: {}", request, e.getMessage());
      return new Outcome.Waiting("another worker", Duration.ZERO);
    } catch (RuntimeException e) {
      LOG.error("{}: the pass broke off and will be repeated", request, e);
      return new Outcome.Waiting("a repeat", AFTER_BUG);
    }
  }

  private static Optional<Duration> again(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Settled(Duration after) -> Optional.of(after);
      case Outcome.Waiting(String on, Duration after) -> Optional.of(after);
      case Outcome.Failed(var failure, Duration after) -> Optional.of(after);
      case Outcome.Finished() -> Optional.empty();
    };
  }

  private final class Held implements Lease {
    private final String key;
    private final long fence;

    private Held(String key, long fence) {
      this.key = key;
      this.fence = fence;
    }

    @Override
    public long fence() {
      return fence;
    }

    @Override
    public void verify() {
      Instant heartbeat =
          store
              .heartbeat(key, fence)
              .orElseThrow(() -> new LeaseLostException("another worker has taken over"));
      Duration left = DEAD_AFTER.minus(LONGEST_CALL).multipliedBy((long) Math.ceil(speed));
      if (heartbeat.plus(left).isBefore(clock.instant())) {
        throw new LeaseLostException("no heartbeat since " + heartbeat);
      }
    }
  }
}
