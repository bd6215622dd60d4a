package io.freehold.controlplane.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server that lives on after the control plane that started it was killed. Its data directory
 * must be locked by the caller, so that whatever runs there is nobody else's.
 */
final class LeftoverPostmaster {
  /**
   * Ends at once, after breaking off what runs; then: dies as in a crash, which costs a recovery.
   */
  private static final List<String> SIGNALS = List.of("INT", "QUIT");

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private LeftoverPostmaster() {}

  /** Stops what runs on this data directory, if anything does. */
  static void stop(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> process = process(file);
    if (process.isPresent() && runsOn(process.get(), data)) {
      end(process.get());
    }
    // The server removes it when it stops; left behind, its number may by now be another's.
    Files.deleteIfExists(file);
  }

  private static Optional<ProcessHandle> process(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("\\d{1,18}"))
          .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
          .filter(ProcessHandle::isAlive);
    }
  }

  private static boolean runsOn(ProcessHandle process, Path data) throws IOException {
    return process
        .info()
        .commandLine()
        .orElseThrow(() ->
            new IOException(
                "PostgreSQL: found that process %d may be running on %s, which cannot be seen by this user. Stop it by hand, or start as the user that it runs as"
                    .formatted(process.pid(), data)))
        .contains(data.toString());
  }

  private static void end(ProcessHandle process) throws IOException {
    try {
      for (String signal : SIGNALS) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        try {
          process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException stillThere) {
          // The next signal is stronger.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a PostgreSQL that was left running stops", e);
    } catch (ExecutionException e) {
      throw new IOException("a PostgreSQL that was left running could not be waited for", e);
    }
    throw new IOException(
        "PostgreSQL: found process "
            + process.pid()
            + " of an earlier run, which does not stop. Stop it by hand");
  }
}
