package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * cert-manager's Certificates: issued after a while, for ninety days, with a secret whose content
 * is a placeholder; renewed a month before they expire.
 */
final class CertificateController implements Controller {
  private static final GroupResource CERTIFICATES =
      new GroupResource("cert-manager.io", "certificates");
  private static final Duration VALID = Duration.ofDays(90);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

  private final Operators operators;
  private final Map<String, Order> orders = new HashMap<>();

  /** One order: for which generation, and when it was placed. */
  private record Order(int generation, Instant since) {}

  CertificateController(Operators operators) {
    this.operators = operators;
  }

  @Override
  public void run(Round round) {
    if (round.kind(CERTIFICATES).isEmpty() || !operators.act(round, "cert-manager")) {
      return;
    }
    for (ObjectNode certificate : round.list(CERTIFICATES, "").values()) {
      if (!PodTemplates.deleting(certificate)) {
        issue(round, certificate);
      }
    }
  }

  private void issue(Round round, ObjectNode certificate) {
    JsonNode metadata = certificate.path("metadata");
    String uid = metadata.path("uid").asText();
    int generation = metadata.path("generation").asInt();
    Order order = orders.get(uid);
    if (order == null || order.generation() != generation) {
      order = new Order(generation, round.now());
      orders.put(uid, order);
    }
    String seed = metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    Instant issued = order.since().plus(round.takes("Certificate/create", seed));
    boolean ready = !issued.isAfter(round.now()) && !round.neverReady(certificate);
    if (issued.isAfter(round.now())) {
      round.due(issued);
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    if (ready) {
      Instant renewal = issued.plus(VALID).minus(RENEWED_BEFORE);
      if (!renewal.isAfter(round.now())) {
        issued = renewal;
        orders.put(uid, new Order(generation, round.now()));
        renewal = issued.plus(VALID).minus(RENEWED_BEFORE);
      }
      round.due(renewal);
      status.put("notBefore", text(issued)).put("notAfter", text(issued.plus(VALID)));
      status.put("renewalTime", text(renewal)).put("revision", 1);
      secret(round, certificate);
    }
    var conditions = status.putArray("conditions");
    Conditions.add(
            conditions,
            "Ready",
            ready,
            ready ? "Ready" : "DoesNotExist",
            ready
                ? "Certificate is up to date and has not expired"
                : "Issuing certificate as Secret does not exist",
            round.timestamp())
        .put("observedGeneration", generation);
    Conditions.keepTimes(conditions, certificate.path("status").path("conditions"));
    round.status(CERTIFICATES, certificate, status);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void secret(Round round, ObjectNode certificate) {
    String namespace = certificate.path("metadata").path("namespace").asText();
    String name = certificate.path("spec").path("secretName").asText("");
    if (name.isEmpty() || round.get(new ObjectKey(Resources.SECRETS, namespace, name)) != null) {
      return;
    }
    ObjectNode secret = NamespaceController.object("v1", "Secret", namespace, name);
    secret.put("type", "kubernetes.io/tls");
    secret.putObject("data").put("tls.crt", "").put("tls.key", "");
    round.put(Resources.SECRETS, secret);
  }
}
