package io.freehold.app.bench;

import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has a virtual clock go as the machine's own does, until it is closed. */
final class RealTime implements AutoCloseable {
  private static final long STEP_NANOS = Duration.ofMillis(1).toNanos();

  private volatile boolean goes = true;

  RealTime(VirtualClock clock) {
    var _ = Thread.ofPlatform().daemon().name("real-time").start(() -> go(clock));
  }

  private void go(VirtualClock clock) {
    long last = System.nanoTime();
    while (goes) {
      LockSupport.parkNanos(STEP_NANOS);
      long now = System.nanoTime();
      clock.advance(Duration.ofNanos(now - last));
      last = now;
    }
  }

  @Override
  public void close() {
    goes = false;
  }
}
