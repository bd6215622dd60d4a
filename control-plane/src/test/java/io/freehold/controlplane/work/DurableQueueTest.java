package io.freehold.controlplane.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.controlplane.TestDatabase;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DurableQueueTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static DataSource source;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final List<DurableQueue> queues = new ArrayList<>();

  @BeforeAll
  static void makeDatabase() {
    source = TestDatabase.source();
    Flyway.configure().dataSource(source).load().migrate();
  }

  @BeforeEach
  void empty() {
    JdbcClient.create(source).sql("truncate scheduled_tasks, work_item, creation_ledger").update();
  }

  @AfterEach
  void stopQueues() {
    queues.forEach(DurableQueue::close);
  }

  private static ReconcileRequest thing() {
    return new ReconcileRequest("thing", UUID.randomUUID());
  }

  private DurableQueue queue(String name, Reconciler reconciler) {
    DurableQueue queue =
        new DurableQueue(
            source, clock, 1, Duration.ofMillis(10), 4, name, Map.of("thing", reconciler));
    queues.add(queue);
    return queue;
  }

  private VirtualTime time(DurableQueue queue) {
    return new VirtualTime(source, queue, clock);
  }

  @Test
  void looksAgainWhenTheOutcomeSays() {
    List<Instant> looks = new CopyOnWriteArrayList<>();
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              looks.add(clock.instant());
              return looks.size() < 3
                  ? new Outcome.Waiting("it", Duration.ofMinutes(7))
                  : new Outcome.Finished();
            });
    Instant start = clock.instant();
    queue.request(thing(), Duration.ofMinutes(1));
    queue.start();
    assertThat(time(queue).runUntil(() -> looks.size() == 3, HOUR)).isTrue();
    assertThat(looks)
        .containsExactly(
            start.plus(Duration.ofMinutes(1)),
            start.plus(Duration.ofMinutes(8)),
            start.plus(Duration.ofMinutes(15)));
  }

  @Test
  void severalRequestsForOneThingBecomeOneAndTheEarliestTimeStays() {
    List<Instant> looks = new CopyOnWriteArrayList<>();
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              looks.add(clock.instant());
              return new Outcome.Settled(Duration.ofDays(1));
            });
    Instant start = clock.instant();
    ReconcileRequest thing = thing();
    queue.request(thing, Duration.ofMinutes(9));
    queue.request(thing, Duration.ofMinutes(2));
    queue.request(thing, Duration.ofMinutes(5));
    queue.start();
    time(queue).runUntil(() -> !looks.isEmpty(), HOUR);
    assertThat(looks).containsExactly(start.plus(Duration.ofMinutes(2)));
  }

  @Test
  void aRequestDuringAPassHasTheThingLookedAtAgain() throws InterruptedException {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch requested = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    ReconcileRequest thing = thing();
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              if (looks.incrementAndGet() == 1) {
                working.countDown();
                await(requested);
              }
              return new Outcome.Finished();
            });
    queue.request(thing, Duration.ZERO);
    queue.start();
    assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
    queue.request(thing, Duration.ZERO);
    requested.countDown();
    assertThat(time(queue).runUntil(() -> looks.get() == 2, HOUR)).isTrue();
  }

  @Test
  void twoControlPlanesShareTheWorkAndNeverWorkOnOneThingAtOnce() {
    Map<UUID, AtomicInteger> atOnce = new ConcurrentHashMap<>();
    Map<UUID, AtomicInteger> looks = new ConcurrentHashMap<>();
    AtomicInteger collisions = new AtomicInteger();
    Reconciler reconciler =
        (request, lease) -> {
          AtomicInteger here = atOnce.computeIfAbsent(request.id(), id -> new AtomicInteger());
          if (here.incrementAndGet() > 1) {
            collisions.incrementAndGet();
          }
          lease.verify();
          int seen =
              looks.computeIfAbsent(request.id(), id -> new AtomicInteger()).incrementAndGet();
          here.decrementAndGet();
          return seen < 3 ? new Outcome.Waiting("it", Duration.ZERO) : new Outcome.Finished();
        };
    DurableQueue one = queue("one", reconciler);
    DurableQueue two = queue("two", reconciler);
    for (int i = 0; i < 60; i++) {
      one.request(thing(), Duration.ZERO);
    }
    one.start();
    two.start();
    assertThat(
            time(one)
                .runUntil(
                    () ->
                        looks.size() == 60
                            && looks.values().stream().allMatch(count -> count.get() == 3),
                    HOUR))
        .isTrue();
    assertThat(collisions).hasValue(0);
  }

  @Test
  void aPassThatBreaksOffIsRepeated() {
    AtomicInteger looks = new AtomicInteger();
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("a mistake of ours, on purpose");
              }
              return new Outcome.Finished();
            });
    queue.request(thing(), Duration.ZERO);
    queue.start();
    assertThat(time(queue).runUntil(() -> looks.get() == 2, HOUR)).isTrue();
  }

  @Test
  void aLateWorkerCanNeitherCallNorWrite() throws InterruptedException {
    ReconcileRequest thing = thing();
    CountDownLatch taken = new CountDownLatch(1);
    List<Lease> leases = new CopyOnWriteArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              leases.add(lease);
              taken.countDown();
              await(end);
              return new Outcome.Finished();
            });
    queue.request(thing, Duration.ZERO);
    queue.start();
    assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    Lease late = leases.getFirst();
    late.verify();
    LedgerEntry entry =
        LedgerEntry.of(
                new Owner("abc"), "vpc", "Vpc", "here", Optional.of("id"), 1, Set.of("x", "y"))
            .attempted(clock.instant());
    JdbcClient jdbc = JdbcClient.create(source);
    PostgresLedger ledger = new PostgresLedger(jdbc, new Owner("abc"), thing, late);
    ledger.put(entry);
    assertThat(ledger.entries()).containsExactly(entry);

    // Another worker takes over, as it does when this one has been silent for too long.
    new WorkStore(jdbc).begin(WorkStore.key(thing));
    assertThatThrownBy(late::verify).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> ledger.put(entry.refused())).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> ledger.forget("vpc")).isInstanceOf(LeaseLostException.class);
    assertThat(ledger.entries()).containsExactly(entry);
    end.countDown();
  }

  @Test
  void aLeaseEndsBeforeItsHolderIsTakenForDead() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    List<Lease> leases = new CopyOnWriteArrayList<>();
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              leases.add(lease);
              taken.countDown();
              await(end);
              return new Outcome.Finished();
            });
    queue.request(thing(), Duration.ZERO);
    queue.start();
    assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    clock.advance(DurableQueue.DEAD_AFTER.minus(DurableQueue.LONGEST_CALL).plusSeconds(1));
    assertThatThrownBy(() -> leases.getFirst().verify()).isInstanceOf(LeaseLostException.class);
    end.countDown();
  }

  @Test
  void whatADeadWorkerLeftIsLookedAtAtOnceByTheClock() {
    List<Instant> looks = new CopyOnWriteArrayList<>();
    DurableQueue queue =
        queue(
            "one",
            (request, lease) -> {
              looks.add(clock.instant());
              return new Outcome.Finished();
            });
    queue.request(thing(), Duration.ZERO);
    clock.advance(HOUR);
    Instant found = clock.instant();
    int left =
        JdbcClient.create(source)
            .sql("update scheduled_tasks set picked = true, picked_by = 'dead', last_heartbeat = ?")
            .param(Timestamp.from(found.minus(DurableQueue.DEAD_AFTER.multipliedBy(2))))
            .update();
    assertThat(left).isOne();
    queue.start();
    assertThat(time(queue).runUntil(() -> !looks.isEmpty(), HOUR)).isTrue();
    assertThat(looks).containsExactly(found);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited too long");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
