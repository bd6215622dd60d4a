package io.freehold.simulator.kubernetes.ingress;

import static io.freehold.simulator.kubernetes.ingress.JsonList.any;
import static io.freehold.simulator.kubernetes.ingress.JsonList.known;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is behind the gateway: the route, the service, a pod, whether the network lets the gateway
 * get there, and whether both ends of the last stretch speak the same. The ClickHouse operator
 * calls the ports of its pods that speak TLS {@code ...-secure}.
 *
 * @param gateways the gateway's own namespace
 * @param from the gateway's pods
 */
record Upstream(SimulatedCluster cluster, String gateways, List<ObjectNode> from) {
  private static final String ROUTES = "virtualservices.networking.istio.io";
  private static final String RULES = "destinationrules.networking.istio.io";

  /** As the ClickHouse operator calls the volume of the secret with a pod's certificate. */
  private static final String CERTIFICATE_VOLUME = "clickhouse-server-tls-volume";

  private static final String CLUSTER_DOMAIN = ".svc.cluster.local";

  /** Where a route leads to: a port of a service. */
  private record Destination(String host, int port) {
    String service() {
      return host.replaceFirst("\\..*", "");
    }

    String namespace() {
      return host.replace(CLUSTER_DOMAIN, "").replaceFirst("^[^.]*\\.", "");
    }
  }

  /** Why nobody gets to a server, who has come past the gateway; empty where one does. */
  Optional<String> refusal(String serverName, int port) {
    Optional<Destination> found =
        ClusterObjects.everywhere(cluster, ROUTES).stream()
            .filter(route -> any(route.at("/spec/hosts"), one -> one.asText().equals(serverName)))
            .flatMap(route -> Stream.of("http", "tcp").map(kind -> route.at("/spec/" + kind)))
            .flatMap(JsonNode::valueStream)
            .filter(route -> any(route.path("match"), one -> one.path("port").asInt() == port))
            .map(route -> route.at("/route/0/destination"))
            .map(to -> new Destination(to.path("host").asText(), to.at("/port/number").asInt()))
            .findFirst();
    return found.isEmpty()
        ? Optional.of("no route leads on from the gateway for " + serverName)
        : refusal(found.get());
  }

  private Optional<String> refusal(Destination to) {
    Optional<ObjectNode> service = cluster.object("services", to.namespace(), to.service());
    Optional<Integer> target =
        service.stream()
            .flatMap(one -> one.at("/spec/ports").valueStream())
            .filter(one -> one.path("port").asInt() == to.port())
            .map(one -> one.path("targetPort").asInt(to.port()))
            .findFirst();
    if (service.isEmpty() || target.isEmpty()) {
      return Optional.of("there is no %s with a port %d".formatted(to.host(), to.port()));
    }
    Optional<ObjectNode> pod =
        ClusterObjects.in(cluster, "pods", to.namespace()).stream()
            .filter(one -> selects(service.get().at("/spec/selector"), one))
            .filter(Upstream::isReady)
            .findFirst();
    return pod.isEmpty()
        ? Optional.of("no server is ready behind " + to.host())
        : blocked(pod.get(), target.get()).or(() -> refusal(to, pod.get(), target.get()));
  }

  /** Any of the gateway's pods is enough. */
  private Optional<String> blocked(ObjectNode pod, int port) {
    List<Optional<String>> ways =
        from.stream().map(one -> new PodNetwork(cluster).refusal(one, pod, port)).toList();
    return ways.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : ways.stream().flatMap(Optional::stream).findFirst();
  }

  private Optional<String> refusal(Destination to, ObjectNode pod, int port) {
    Optional<String> name =
        pod.at("/spec/containers")
            .valueStream()
            .flatMap(one -> one.path("ports").valueStream())
            .filter(one -> one.path("containerPort").asInt() == port)
            .map(one -> one.path("name").asText())
            .findFirst();
    if (name.isEmpty()) {
      return Optional.of("the server does not listen on port " + port);
    }
    Optional<JsonNode> tls =
        ClusterObjects.everywhere(cluster, RULES).stream()
            .map(rule -> rule.path("spec"))
            .filter(rule -> rule.path("host").asText().equals(to.host()))
            .map(Upstream::tls)
            .filter(one -> !one.path("mode").asText("DISABLE").equals("DISABLE"))
            .findFirst();
    boolean wanted = name.get().endsWith("-secure");
    if (wanted != tls.isPresent()) {
      return Optional.of(
          wanted
              ? "the gateway speaks without TLS to port %d, which takes nothing else"
                  .formatted(port)
              : "the gateway speaks TLS to port %d, which knows none".formatted(port));
    }
    return tls.flatMap(settings -> distrust(settings, to, pod));
  }

  private static JsonNode tls(JsonNode rule) {
    known(rule, "host", "trafficPolicy");
    known(rule.path("trafficPolicy"), "tls");
    return rule.at("/trafficPolicy/tls");
  }

  /** Why the gateway does not take the server for the one that it wants. */
  private Optional<String> distrust(JsonNode settings, Destination to, ObjectNode pod) {
    known(settings, "mode", "credentialName", "sni", "subjectAltNames");
    if (!settings.path("mode").asText().equals("SIMPLE")) {
      throw new UnsupportedOperationException("mode " + settings.path("mode"));
    }
    String trusted = settings.path("credentialName").asText();
    String secret =
        pod.at("/spec/volumes")
            .valueStream()
            .filter(one -> one.path("name").asText().equals(CERTIFICATE_VOLUME))
            .map(one -> one.at("/secret/secretName").asText())
            .findFirst()
            .orElse("");
    Optional<X509Certificate> authority = certificate(gateways, trusted, "ca.crt");
    if (authority.isEmpty()) {
      return Optional.of("the gateway trusts nobody: no ca.crt in its secret " + trusted);
    }
    Optional<X509Certificate> shown = certificate(to.namespace(), secret, "tls.crt");
    if (shown.isEmpty()) {
      return Optional.of("the server has no certificate: there is no secret " + secret);
    }
    if (!shown.get().getNotAfter().toInstant().isAfter(cluster.now())) {
      return Optional.of("the server's certificate has ended");
    }
    try {
      shown.get().verify(authority.get().getPublicKey());
      List<String> names =
          settings
              .path("subjectAltNames")
              .valueStream()
              .map(JsonNode::asText)
              .filter(one -> !isFor(shown.get(), one))
              .toList();
      return names.isEmpty()
          ? Optional.empty()
          : Optional.of("the server's certificate is not for " + names);
    } catch (GeneralSecurityException e) {
      return Optional.of("the gateway does not trust the server: " + e.getMessage());
    }
  }

  /** An exact name: Envoy compares these with nothing else. */
  private static boolean isFor(X509Certificate certificate, String name) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .anyMatch(one -> one.get(1).equals(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the names of a certificate that was made here", e);
    }
  }

  private Optional<X509Certificate> certificate(String namespace, String secret, String key) {
    return cluster
        .object("secrets", namespace, secret)
        .map(one -> one.path("data").path(key).asText())
        .filter(text -> !text.isEmpty())
        .map(text -> {
          try {
            return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(text)));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(secret + " is no TLS secret", e);
          }
        });
  }

  private static boolean selects(JsonNode selector, JsonNode pod) {
    return selector.properties().stream()
        .allMatch(one -> one.getValue().equals(pod.at("/metadata/labels").path(one.getKey())));
  }

  private static boolean isReady(JsonNode pod) {
    return any(
        pod.at("/status/conditions"),
        one ->
            one.path("type").asText().equals("Ready")
                && one.path("status").asText().equals("True"));
  }
}
