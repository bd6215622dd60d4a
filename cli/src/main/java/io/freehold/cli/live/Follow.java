package io.freehold.cli.live;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.client.EventStream;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.infrastructure.ProgressEvent;
import io.freehold.protocol.infrastructure.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows one infrastructure from its event stream until it is where it should be. A lost
 * connection is taken up again after the last event that was seen, for as long as there is time.
 * For use by one thread.
 */
public final class Follow {
  private static final Duration FRAME = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(45);
  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LAST_RETRY = Duration.ofSeconds(10);

  private final Api api;
  private final String path;
  private final Display display;
  private final InstantSource clock;
  private final Pause pause;
  private final LiveTree tree;
  private final Pace pace = new Pace();
  private @Nullable String lastEventId;

  /** Waits; the one thing in the client that lets time pass. */
  public interface Pause {
    void of(Duration span) throws InterruptedException;
  }

  /** How it ended. */
  public sealed interface End {
    /** It came to a phase that was waited for. */
    record Reached(String phase) implements End {}

    /** It is gone: the control plane no longer knows it. */
    record Gone() implements End {}

    /** The time was up before. */
    record TimeUp(String phase) implements End {}
  }

  /**
   * @param path the infrastructure's, like {@code /byocInfrastructure/<id>}
   */
  public Follow(
      Api api, String path, String title, Display display, InstantSource clock, Pause pause) {
    this.api = api;
    this.path = path;
    this.display = display;
    this.clock = clock;
    this.pause = pause;
    this.tree = new LiveTree(title);
  }

  /** Follows until {@code reached} holds for the phase, it is gone, or the time is up. */
  public End until(Predicate<String> reached, Duration atMost)
      throws IOException, InterruptedException, ApiRefusal {
    Instant deadline = clock.instant().plus(atMost);
    Duration retry = FIRST_RETRY;
    while (true) {
      try {
        snapshot();
        if (reached.test(tree.phase())) {
          return new End.Reached(tree.phase());
        }
        try (EventStream events = api.events(path + "/events", lastEventId)) {
          retry = FIRST_RETRY;
          display.note("");
          snapshot(); // What happened between the first look and the stream's begin.
          while (listen(events, reached, deadline)) {
            snapshot(); // An event may be an old one: only the state itself says that it is
            // reached.
            if (reached.test(tree.phase())) {
              return new End.Reached(tree.phase());
            }
          }
        }
      } catch (ApiRefusal refusal) {
        if (refusal.problem().status() == 404 && !tree.phase().isEmpty()) {
          return new End.Gone();
        }
        if (!passes(refusal.problem().status())) {
          throw refusal;
        }
      } catch (IOException lost) {
        if (tree.phase().isEmpty()) {
          throw lost; // Never was there: a wrong address is no lost connection.
        }
      }
      if (!clock.instant().isBefore(deadline)) {
        return new End.TimeUp(tree.phase());
      }
      display.note("connection lost, trying again");
      display.update(tree, List.of(), now());
      pause.of(retry);
      retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
    }
  }

  /** Whether what was looked for was reached before the stream or the time ended. */
  private boolean listen(EventStream events, Predicate<String> reached, Instant deadline)
      throws IOException, InterruptedException {
    Instant heard = clock.instant();
    while (!reached.test(tree.phase())) {
      EventStream.Signal signal = events.poll(FRAME);
      Instant looked = clock.instant();
      switch (signal) {
        case EventStream.Event event -> {
          heard = looked;
          take(event);
        }
        case EventStream.Heartbeat alive -> heard = looked;
        case EventStream.End end -> {
          return false;
        }
        case null -> display.update(tree, List.of(), now());
      }
      if (!looked.isBefore(deadline) || Duration.between(heard, looked).compareTo(SILENCE) > 0) {
        return false;
      }
    }
    return true;
  }

  private void take(EventStream.Event event) throws IOException {
    if (event.id() != null) {
      lastEventId = event.id();
    }
    ProgressEvent progress = Api.read(event.data(), ProgressEvent.class);
    if (tree.knows(progress)) {
      return;
    }
    pace.hear(clock.instant(), progress.time());
    display.update(tree, tree.apply(progress), now());
  }

  private void snapshot() throws IOException, InterruptedException, ApiRefusal {
    Infrastructure infrastructure = api.get(path, Infrastructure.class);
    JsonNode answer = api.get(path + "/resources");
    List<Resource> resources = List.of(Api.read(answer, Resource[].class));
    display.update(
        tree,
        tree.show(now(), infrastructure.phase(), infrastructure.progress(), resources),
        now());
  }

  /** The control plane's time. */
  private Instant now() {
    return pace.at(clock.instant());
  }

  private static boolean passes(int status) {
    return status == 429 || status >= 500;
  }
}
