package io.freehold.app.bench;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * How much later than the cluster the API tells of a change. Stopped services are started, one
 * every half second. A lag begins when the operator says of a service's servers that they are
 * ready, in size, in configuration and in schema: the last change of their object, which the
 * simulated cluster remembers to the nanosecond. It ends when {@code GET /services/{id}} answers
 * {@code running}, asked over HTTP ten times a second. In between is what is ours: the time of the
 * next look, the queue's polling, the pass, and the asking itself. In seconds of the simulated
 * world's clock, which goes as the machine's own meanwhile; all other services are looked at as
 * ever.
 */
final class StatusLag {
  static final double STARTS_PER_SECOND = 2;

  private static final Duration BETWEEN_STARTS =
      Duration.ofMillis(Math.round(1000 / STARTS_PER_SECOND));
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

  /** No server is ready sooner, so that nobody asks. */
  private static final Duration STARTING = Duration.ofSeconds(25);

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String SERVERS = "clickhouseclusters.clickhouse.com";

  private final ServicesPlane plane;

  StatusLag(ServicesPlane plane) {
    this.plane = plane;
  }

  private record Started(ServicesPlane.Running service, Instant at) {}

  Sample measure(int most) throws IOException, InterruptedException, ApiRefusal {
    List<ServicesPlane.Running> some = spread(most);
    for (ServicesPlane.Running one : some) {
      tell(one, "stop");
    }
    plane.until(() -> some.stream().allMatch(one -> plane.is(one.path(), "state", "stopped")));
    try (RealTime _ = new RealTime(plane.clock())) {
      return Sample.of(starts(new ArrayDeque<>(some)));
    }
  }

  /** So many, of all clusters alike. */
  private List<ServicesPlane.Running> spread(int most) {
    List<ServicesPlane.Running> all = plane.services();
    int step = Math.max(1, all.size() / most);
    List<ServicesPlane.Running> some = new ArrayList<>();
    for (int i = 0; i < all.size() && some.size() < most; i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private double[] starts(Deque<ServicesPlane.Running> waiting)
      throws IOException, InterruptedException, ApiRefusal {
    double[] lags = new double[waiting.size()];
    int measured = 0;
    Instant end = now().plus(LIMIT);
    Instant nextStart = now();
    List<Started> started = new ArrayList<>();
    while (measured < lags.length) {
      Instant round = now();
      if (!waiting.isEmpty() && !round.isBefore(nextStart)) {
        ServicesPlane.Running one = waiting.remove();
        tell(one, "start");
        started.add(new Started(one, now()));
        nextStart = nextStart.plus(BETWEEN_STARTS);
      }
      for (Iterator<Started> all = started.iterator(); all.hasNext(); ) {
        Started one = all.next();
        if (!now().isBefore(one.at().plus(STARTING)) && isRunning(one.service())) {
          lags[measured++] = Duration.between(readyAt(one.service()), now()).toNanos() / 1e9;
          all.remove();
        }
      }
      if (now().isAfter(end)) {
        throw new IllegalStateException(started + ": not running after " + LIMIT);
      }
      Duration spent = Duration.between(round, now());
      LockSupport.parkNanos(Math.max(0, BETWEEN_QUESTIONS.minus(spent).toNanos()));
    }
    return lags;
  }

  private Instant now() {
    return plane.clock().instant();
  }

  private boolean isRunning(ServicesPlane.Running service)
      throws IOException, InterruptedException, ApiRefusal {
    JsonNode found = plane.api().get(service.path());
    return found.get("state").asString().equals("running");
  }

  private Instant readyAt(ServicesPlane.Running service) {
    return plane
        .stage()
        .cluster(service.accountId(), service.infrastructure())
        .changedAt(SERVERS, service.name(), "clickhouse")
        .orElseThrow();
  }

  private void tell(ServicesPlane.Running service, String command)
      throws IOException, InterruptedException, ApiRefusal {
    var _ =
        plane
            .api()
            .patch(service.path() + "/state", Api.JSON.createObjectNode().put("command", command));
  }
}
