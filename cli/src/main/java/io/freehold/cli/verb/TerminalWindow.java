package io.freehold.cli.verb;

import io.freehold.cli.live.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The size of this process's terminal, asked for now and then with {@code stty}: Java cannot say
 * it.
 */
final class TerminalWindow implements Supplier<TerminalSize> {
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final InstantSource clock;
  private Instant asked = Instant.MIN;
  private TerminalSize size = TerminalSize.USUAL;

  TerminalWindow(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public TerminalSize get() {
    Instant now = clock.instant();
    if (asked.plus(FRESH).isBefore(now)) {
      asked = now;
      size = ask();
    }
    return size;
  }

  private static TerminalSize ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Scanner answer = new Scanner(stty.getInputStream(), StandardCharsets.US_ASCII)) {
        if (stty.waitFor(1, TimeUnit.SECONDS) && answer.hasNextInt()) {
          int lines = answer.nextInt();
          int columns = answer.hasNextInt() ? answer.nextInt() : 0;
          return lines > 0 && columns > 0 ? new TerminalSize(columns, lines) : TerminalSize.USUAL;
        }
      } finally {
        stty.destroy();
      }
    } catch (IOException noTerminal) {
      return TerminalSize.USUAL;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return TerminalSize.USUAL;
  }
}
