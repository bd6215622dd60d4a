package io.freehold.app.bench;

import io.freehold.cli.client.ApiRefusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How long clients wait for answers, in milliseconds of the machine: by HTTP, one request after
 * another, after as many that are not counted. Meanwhile time passes, and all services are looked
 * at as ever.
 */
final class ReadLatency {
  private final ServicesPlane plane;

  ReadLatency(ServicesPlane plane) {
    this.plane = plane;
  }

  /** Bytes of the answer that lists all services. */
  int listBytes() throws IOException, InterruptedException, ApiRefusal {
    return plane.api().text("/services").getBytes(StandardCharsets.UTF_8).length;
  }

  Sample lists(int requests) throws IOException, InterruptedException, ApiRefusal {
    return measure(List.of("/services"), requests);
  }

  Sample singles(int requests) throws IOException, InterruptedException, ApiRefusal {
    return measure(plane.services().stream().map(ServicesPlane.Running::path).toList(), requests);
  }

  private Sample measure(List<String> paths, int requests)
      throws IOException, InterruptedException, ApiRefusal {
    double[] millis = new double[requests];
    try (RealTime _ = new RealTime(plane.clock())) {
      for (int i = -requests; i < requests; i++) {
        String path = paths.get(Math.floorMod(i, paths.size()));
        long begun = System.nanoTime();
        var _ = plane.api().text(path);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - begun) / 1e6;
        }
      }
    }
    return Sample.of(millis);
  }
}
