package io.freehold.app.demo;

import io.freehold.protocol.service.Service;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import io.freehold.simulator.loadbalancing.Connection;
import java.util.Optional;

/**
 * The way of a client to a service: name, load balancer, listener, a healthy target, which is the
 * gateway's pod, and what the gateway makes of the handshake. That the API says {@code running} is
 * not enough.
 */
final class WayIn {
  /** Somebody in the Internet. */
  private static final String OUTSIDE = "203.0.113.7";

  private WayIn() {}

  /**
   * Goes it to every public endpoint.
   *
   * @throws DemoFailure where one cannot be reached, or there is none
   */
  static void go(SimulatedAws aws, IngressGateway gateway, Service service) throws DemoFailure {
    if (service.endpoints().isEmpty()) {
      throw new DemoFailure("the service runs, and has no endpoint");
    }
    for (Service.Endpoint endpoint : service.endpoints()) {
      Optional<String> refused =
          aws.connect(endpoint.host(), endpoint.port(), OUTSIDE)
                  instanceof Connection.Refused(String reason)
              ? Optional.of(reason)
              : gateway.refusal(endpoint.host(), endpoint.port(), OUTSIDE);
      if (refused.isPresent()) {
        throw new DemoFailure(
            "the service is said to run, and %s:%d cannot be reached: %s"
                .formatted(endpoint.host(), endpoint.port(), refused.get()));
      }
    }
  }
}
