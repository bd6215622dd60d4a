package io.freehold.app;

import io.freehold.cli.verb.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the program starts, and the only place that knows the real clock. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Surroundings around = Surroundings.ofProcess(Clock.systemUTC(), Main::pause);
    int code = FreeholdCommand.commandLine(around).execute(arguments);
    around.out().flush();
    around.err().flush();
    System.exit(code);
  }

  private static void pause(Duration span) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(span.toMillis(), TimeUnit.MILLISECONDS);
    assert !never;
  }
}
