package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.database.Notifications;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes those who watch an infrastructure when there is news of it, whichever control plane wrote
 * them. Only wakes: what there is to tell is in the table, so that a lost wake-up loses nothing.
 */
@Component
final class EventWakeups implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventWakeups.class);
  private static final String CHANNEL = "infrastructure_event";
  private static final Duration END = Duration.ofSeconds(3);
  private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

  private final Notifications notifications;
  private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean running;
  private volatile @Nullable Thread listener;

  EventWakeups(Notifications notifications) {
    this.notifications = notifications;
  }

  /** One who watches. */
  final class Watch implements AutoCloseable {
    private final UUID id;
    private final Semaphore news = new Semaphore(0);

    private Watch(UUID id) {
      this.id = id;
    }

    /** Waits for news, at most so long. */
    void await(Duration patience) throws InterruptedException {
      if (news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    }

    @Override
    public void close() {
      watches.computeIfPresent(
          id,
          (key, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** Begins to watch; look at the table after this and before waiting. */
  Watch watch(UUID id) {
    Watch watch = new Watch(id);
    watches.compute(
        id,
        (key, all) -> {
          Set<Watch> more = Objects.requireNonNullElseGet(all, ConcurrentHashMap::newKeySet);
          more.add(watch);
          return more;
        });
    return watch;
  }

  @Override
  public void start() {
    running = true;
    listener = Thread.ofPlatform().daemon().name("event-wakeups").start(this::listen);
  }

  @Override
  public void stop() {
    running = false;
    stopped.release();
    wakeAll();
    Thread thread = listener;
    try {
      if (thread != null) {
        thread.join(END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether streams go on; false once the control plane is about to end. */
  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server waits for requests to end, of which streams are some. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private void listen() {
    while (running) {
      // There may have been news while nobody listened.
      boolean done = notifications.listen(CHANNEL, this::wakeAll, this::wake, () -> running);
      if (!done && running) {
        LOG.warn("no wake-ups from the database for now");
        wakeAll();
        pause();
      }
    }
  }

  private void wake(String id) {
    try {
      Set<Watch> watching = watches.get(UUID.fromString(id));
      if (watching != null) {
        watching.forEach(watch -> watch.news.release());
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("a note on {} that names no infrastructure: {}", CHANNEL, id);
    }
  }

  private void wakeAll() {
    watches.values().forEach(all -> all.forEach(watch -> watch.news.release()));
  }

  private void pause() {
    try {
      if (stopped.tryAcquire(BEFORE_RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        stopped.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
