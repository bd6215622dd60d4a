package io.freehold.app.process;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command stay until Ctrl-C, and the process until the command has closed all that it
 * started: without that the process would be gone before its database has stopped.
 */
public final class UntilInterrupted implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** From now on Ctrl-C waits for {@link #close}. */
  public UntilInterrupted(Thread working) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  working.interrupt();
                  try {
                    ended.await();
                  } catch (InterruptedException impatient) {
                    Thread.currentThread().interrupt();
                  }
                },
                "end"));
  }

  /** Returns when the process is asked to end. */
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException alsoAsked) {
      // That is how the hook wakes whoever waits for something else.
    }
  }

  /** Whether the process was asked to end. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
