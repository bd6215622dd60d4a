package io.freehold.app.bench;

import io.freehold.app.demo.DemoStage;
import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import io.freehold.simulator.loadbalancing.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * From the moment at which somebody asks for another access list to the one at which a client who
 * is no longer on it, or is again, is turned away or let in: on the whole way by name, load
 * balancer, listener, target and the gateway's rules. In seconds of the simulated world's clock,
 * which goes as the machine's own meanwhile.
 */
final class AccessListLag {
  private static final String CLIENT = "203.0.113.7";
  private static final String EVERYWHERE = "0.0.0.0/0";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private final ServicesPlane plane;

  AccessListLag(ServicesPlane plane) {
    this.plane = plane;
  }

  /**
   * @param changes how many; one by one, at one service after another
   */
  Sample measure(int changes) throws IOException, InterruptedException, ApiRefusal {
    double[] seconds = new double[changes];
    try (RealTime _ = new RealTime(plane.clock())) {
      for (int i = 0; i < changes; i++) {
        ServicesPlane.Running service = plane.services().get(i / 2 % plane.services().size());
        seconds[i] = change(service, i % 2 == 1);
      }
    }
    return Sample.of(seconds);
  }

  private double change(ServicesPlane.Running service, boolean letIn)
      throws IOException, InterruptedException, ApiRefusal {
    if (isLetIn(service) == letIn) {
      throw new IllegalStateException(service + ": let in before it was asked for: " + letIn);
    }
    ObjectNode body = Api.JSON.createObjectNode();
    body.putObject("ipAccessList")
        .putArray(letIn ? "add" : "remove")
        .addObject()
        .put("source", EVERYWHERE)
        .put("description", "Anywhere");
    Instant asked = plane.clock().instant();
    var _ = plane.api().patch(service.path(), body);
    while (isLetIn(service) != letIn) {
      if (Duration.between(asked, plane.clock().instant()).compareTo(LIMIT) > 0) {
        throw new IllegalStateException(service + ": not in force after " + LIMIT);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return Duration.between(asked, plane.clock().instant()).toNanos() / 1e9;
  }

  private boolean isLetIn(ServicesPlane.Running service) {
    DemoStage stage = plane.stage();
    Connection made = stage.aws().connect(service.host(), ServicesPlane.HTTPS, CLIENT);
    return !(made instanceof Connection.Refused)
        && IngressGateway.of(stage.cluster(service.accountId(), service.infrastructure()))
            .refusal(service.host(), ServicesPlane.HTTPS, CLIENT)
            .isEmpty();
  }
}
