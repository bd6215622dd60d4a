package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import java.util.List;

/** cert-manager's issuers: ready once it has looked at them, since there is nobody to ask here. */
final class IssuerController implements Controller {
  static final GroupResource ISSUERS = new GroupResource("cert-manager.io", "issuers");
  static final GroupResource CLUSTER_ISSUERS =
      new GroupResource("cert-manager.io", "clusterissuers");

  private final Operators operators;

  IssuerController(Operators operators) {
    this.operators = operators;
  }

  @Override
  public void run(Round round) {
    for (GroupResource resource : List.of(ISSUERS, CLUSTER_ISSUERS)) {
      if (round.kind(resource).isPresent() && operators.act(round, "cert-manager")) {
        round.list(resource, "").values().forEach(issuer -> answer(round, resource, issuer));
      }
    }
  }

  private static void answer(Round round, GroupResource resource, ObjectNode issuer) {
    if (PodTemplates.deleting(issuer)) {
      return;
    }
    boolean ready = !round.neverReady(issuer);
    boolean acme = issuer.path("spec").has("acme");
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
                    : "Error getting keypair for CA issuer",
            round.timestamp())
        .put("observedGeneration", issuer.at("/metadata/generation").asInt());
    Conditions.keepTimes(conditions, issuer.path("status").path("conditions"));
    round.status(resource, issuer, status);
  }
}
