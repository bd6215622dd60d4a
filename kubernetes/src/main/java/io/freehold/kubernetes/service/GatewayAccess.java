package io.freehold.kubernetes.service;

import io.freehold.kubernetes.platform.IngressGuard;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Who may come in to a service by the gateway: whoever its rules name, and nobody else, since the
 * gateway is closed by {@link IngressGuard}. So a service whose policy is missing is closed.
 */
final class GatewayAccess {
  private GatewayAccess() {}

  /**
   * By the name that is asked for and the client's own address: that of the proxy protocol. The
   * name is that of the TLS handshake, which both of the ports have and which Istio asks for on
   * either, HTTP or not; HTTP's is of no use, because the gateway serves no other name's routes on
   * such a connection (<a
   * href="https://istio.io/latest/docs/reference/config/security/conditions/">source</a>).
   *
   * <p>An entrance for nobody has no rule. A policy without any is Istio's way to say that it
   * allows nothing (<a
   * href="https://istio.io/latest/docs/reference/config/security/authorization-policy/">source</a>).
   */
  static Manifest policy(String name, ServiceDeployment service) {
    return IngressGuard.allowing(
        name,
        service.entrances().stream()
            .filter(entrance -> !entrance.clients().isEmpty())
            .map(GatewayAccess::rule)
            .toList());
  }

  private static Map<String, Object> rule(ServiceDeployment.Entrance entrance) {
    return Map.of(
        "from",
        List.of(Map.of("source", Map.of("remoteIpBlocks", entrance.clients()))),
        "when",
        List.of(Map.of("key", "connection.sni", "values", List.of(entrance.host()))));
  }
}
