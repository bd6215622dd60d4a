package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * cert-manager's issuers: ready once it has looked at them, since there is nobody to ask here; one
 * that is an authority of its own, once the secret with its key is there.
 */
final class IssuerController implements Controller {
  static final GroupResource ISSUERS = new GroupResource("cert-manager.io", "issuers");
  static final GroupResource CLUSTER_ISSUERS =
      new GroupResource("cert-manager.io", "clusterissuers");

  /** Its program, and the namespace in which that looks for what is of the whole cluster. */
  static final String CERT_MANAGER = "cert-manager";

  private final Operators operators;

  IssuerController(Operators operators) {
    this.operators = operators;
  }

  @Override
  public void run(Round round) {
    for (GroupResource resource : List.of(ISSUERS, CLUSTER_ISSUERS)) {
      if (round.kind(resource).isPresent() && operators.act(round, CERT_MANAGER)) {
        round.list(resource, "").values().forEach(issuer -> answer(round, resource, issuer));
      }
    }
  }

  private static void answer(Round round, GroupResource resource, ObjectNode issuer) {
    if (PodTemplates.deleting(issuer)) {
      return;
    }
    boolean acme = issuer.path("spec").has("acme");
    Optional<String> missing = missing(round, resource, issuer);
    boolean ready = missing.isEmpty() && !round.neverReady(issuer);
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    var conditions = status.putArray("conditions");
    Conditions.add(
            conditions,
            "Ready",
            ready,
            ready
                ? acme ? "ACMEAccountRegistered" : "IsReady"
                : acme ? "ErrRegisterACMEAccount" : "ErrGetKeyPair",
            ready
                ? acme ? "The ACME account was registered with the ACME server" : ""
                : acme
                    ? "Failed to register ACME account: Get \"%s\": context deadline exceeded"
                        .formatted(issuer.at("/spec/acme/server").asText())
                    : "Error getting keypair for CA issuer: " + missing.orElse("a lever"),
            round.timestamp())
        .put("observedGeneration", issuer.at("/metadata/generation").asInt());
    Conditions.keepTimes(conditions, issuer.path("status").path("conditions"));
    round.status(resource, issuer, status);
  }

  private static Optional<String> missing(Round round, GroupResource resource, ObjectNode issuer) {
    String secret = issuer.at("/spec/ca/secretName").asText();
    return secret.isEmpty() || round.get(key(resource, issuer, secret)) != null
        ? Optional.empty()
        : Optional.of("secrets \"%s\" not found".formatted(secret));
  }

  /** Where the key of an issuer is that is an authority of its own. */
  static ObjectKey key(GroupResource resource, ObjectNode issuer, String secret) {
    return new ObjectKey(
        Resources.SECRETS,
        resource.equals(CLUSTER_ISSUERS) ? CERT_MANAGER : issuer.at("/metadata/namespace").asText(),
        secret);
  }
}
