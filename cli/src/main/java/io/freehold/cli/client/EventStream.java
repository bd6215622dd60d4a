package io.freehold.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, as the HTML standard defines them, read in the background so that a reader
 * can give up waiting and look at the clock. For use by one thread.
 */
public final class EventStream implements AutoCloseable {
  /** What a stream can have for its reader. */
  public sealed interface Signal {}

  /**
   * Something happened.
   *
   * @param id to go on from after a lost connection; null where the server gave none yet
   * @param name the event's type, {@code message} unless the server says otherwise
   */
  public record Event(@Nullable String id, String name, String data) implements Signal {}

  /** Nothing happened, and the server says so: the connection is alive. */
  public record Heartbeat() implements Signal {}

  /** The stream ended, or broke. Nothing comes after it. */
  public record End() implements Signal {}

  private final InputStream body;
  private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private @Nullable String id;
  private String name = "";
  private final StringBuilder data = new StringBuilder();

  EventStream(InputStream body) {
    this.body = body;
    Thread.ofVirtual().name("event stream").start(this::read);
  }

  /** The next signal, or null if none came in time. */
  public @Nullable Signal poll(Duration patience) throws InterruptedException {
    return signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException broken) {
      // Said by the End below: a reader goes on from the last event either way.
    }
    signals.add(new End());
  }

  private void take(String line) {
    if (line.isEmpty()) {
      if (!data.isEmpty()) {
        signals.add(
            new Event(id, name.isEmpty() ? "message" : name, data.substring(0, data.length() - 1)));
      }
      name = "";
      data.setLength(0);
      return;
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      signals.add(new Heartbeat());
      return;
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    if (field.equals("data")) {
      data.append(value).append('\n');
    } else if (field.equals("id")) {
      id = value;
    } else if (field.equals("event")) {
      name = value;
    }
  }
}
