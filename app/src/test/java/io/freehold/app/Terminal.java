package io.freehold.app;

import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the program's lines are typed in a test, and what it says there. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;

  /**
   * @param folder for the profiles
   */
  Terminal(Path folder) {
    this.folder = folder;
  }

  /** Runs one line to its end, and answers with the exit code. */
  int run(String... line) {
    return FreeholdCommand.commandLine(around()).execute(line);
  }

  Surroundings around() {
    return new Surroundings(
        Map.of(),
        new Profiles(folder.resolve("profiles")),
        new PrintWriter(out),
        new PrintWriter(err),
        Surroundings.Question.NOBODY,
        false,
        false,
        StandardCharsets.UTF_8,
        () -> TerminalSize.USUAL,
        Clock.systemUTC(),
        Terminal::pause);
  }

  private static void pause(Duration span) throws InterruptedException {
    var _ = new CountDownLatch(1).await(span.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What was said so far. */
  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
