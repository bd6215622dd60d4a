package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import io.freehold.simulator.kubernetes.tls.SimulatedCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * cert-manager's Certificates: ordered once their issuer is ready and their domain can be proved,
 * issued after a while, and renewed in good time. What an issuer refuses is asked for again after
 * an hour, and then ever more rarely (<a
 * href="https://cert-manager.io/docs/faq/#what-happens-if-issuance-fails">source</a>).
 */
final class CertificateController implements Controller {
  private static final GroupResource CERTIFICATES =
      new GroupResource("cert-manager.io", "certificates");
  private static final GroupResource CHALLENGES =
      new GroupResource("acme.cert-manager.io", "challenges");

  private static final Duration FIRST_RETRY = Duration.ofHours(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(32);
  private static final int THIRD = 33;

  private final Operators operators;
  private final Map<String, Progress> all = new HashMap<>();

  CertificateController(Operators operators) {
    this.operators = operators;
  }

  /**
   * How far one is.
   *
   * @param generation of the spec that it speaks of
   * @param ordered when the order under way was placed
   * @param failures of orders in a row
   * @param failedAt when the last of them failed
   * @param why it did
   */
  private record Progress(
      int generation,
      Optional<Instant> ordered,
      int failures,
      Optional<Instant> failedAt,
      String why,
      Optional<Issued> issued) {

    static Progress of(int generation) {
      return new Progress(generation, Optional.empty(), 0, Optional.empty(), "", Optional.empty());
    }

    Progress ordered(Optional<Instant> at) {
      return new Progress(generation, at, failures, failedAt, why, issued);
    }

    Progress failed(Instant at, String reason) {
      return new Progress(
          generation, Optional.empty(), failures + 1, Optional.of(at), reason, issued);
    }

    Progress issued(Issued one) {
      return new Progress(generation, Optional.empty(), 0, Optional.empty(), "", Optional.of(one));
    }

    Optional<Instant> retry() {
      return failedAt.map(at -> {
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(5, failures - 1));
        return at.plus(wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY);
      });
    }
  }

  /** One that was issued. */
  private record Issued(Instant notBefore, Instant notAfter, Instant renewal, int revision) {}

  @Override
  public void run(Round round) {
    if (round.kind(CERTIFICATES).isEmpty()
        || !operators.act(round, IssuerController.CERT_MANAGER)) {
      return;
    }
    for (ObjectNode certificate : round.list(CERTIFICATES, "").values()) {
      if (!PodTemplates.deleting(certificate)) {
        look(round, certificate);
      }
    }
  }

  private void look(Round round, ObjectNode certificate) {
    String uid = certificate.at("/metadata/uid").asText();
    int generation = certificate.at("/metadata/generation").asInt();
    Progress before = all.get(uid);
    // Of another spec, or one whose secret somebody has deleted, another one is asked for.
    if (before == null
        || before.generation() != generation
        || (before.issued().isPresent() && secret(round, certificate) == null)) {
      before = Progress.of(generation);
    }
    Optional<String> hindered = hindrance(round, certificate);
    Progress now = step(round, certificate, before, hindered);
    all.put(uid, now);
    challenge(
        round,
        certificate,
        isWanted(round, now) && issuer(round, certificate).at("/spec/acme").isObject()
            ? hindered
            : Optional.empty());
    show(round, certificate, now);
  }

  private static boolean isWanted(Round round, Progress progress) {
    return progress.issued().map(one -> !one.renewal().isAfter(round.now())).orElse(true)
        && progress.retry().map(at -> !at.isAfter(round.now())).orElse(true);
  }

  private static Progress step(
      Round round, ObjectNode certificate, Progress before, Optional<String> hindered) {
    before
        .issued()
        .ifPresent(one -> {
          round.due(one.renewal());
          round.due(one.notAfter());
        });
    before.retry().ifPresent(round::due);
    if (!isWanted(round, before)) {
      return before;
    }
    if (hindered.isPresent() || !isIssuerReady(round, certificate)) {
      return before.ordered(Optional.empty());
    }
    boolean others = issuer(round, certificate).at("/spec/acme").isObject();
    if (others && round.refusal().isPresent()) {
      Progress failed = before.failed(round.now(), round.refusal().get());
      failed.retry().ifPresent(round::due);
      return failed;
    }
    Instant ordered = before.ordered().orElse(round.now());
    JsonNode metadata = certificate.path("metadata");
    String seed = metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    // One that is signed with its own key is there at once.
    Instant done =
        others
            ? ordered.plus(round.takes("Certificate/create", seed))
            : issuer(round, certificate).at("/spec/ca").isObject()
                ? ordered.plus(round.takes("Certificate.internal/create", seed))
                : ordered;
    if (done.isAfter(round.now())) {
      round.due(done);
      return before.ordered(Optional.of(ordered));
    }
    Issued issued = issued(round, certificate, before, done);
    round.due(issued.renewal());
    round.due(issued.notAfter());
    secret(round, certificate, issued);
    return before.issued(issued);
  }

  private static Issued issued(Round round, ObjectNode certificate, Progress before, Instant at) {
    Duration lifetime = lifetime(round, certificate);
    int percent = certificate.at("/spec/renewBeforePercentage").asInt(THIRD);
    Instant end = at.plus(lifetime);
    return new Issued(
        at,
        end,
        end.minus(lifetime.multipliedBy(percent).dividedBy(100)),
        before.issued().map(Issued::revision).orElse(0) + 1);
  }

  /** Others give what they give; cert-manager itself what is asked for, in whole hours. */
  private static Duration lifetime(Round round, ObjectNode certificate) {
    String wanted = certificate.at("/spec/duration").asText();
    return wanted.isEmpty() || issuer(round, certificate).at("/spec/acme").isObject()
        ? round.certificatesLast()
        : Duration.parse("PT" + wanted);
  }

  private static boolean isIssuerReady(Round round, ObjectNode certificate) {
    return Conditions.isTrue(issuer(round, certificate), "Ready");
  }

  private static JsonNode issuer(Round round, ObjectNode certificate) {
    JsonNode reference = certificate.at("/spec/issuerRef");
    boolean ofCluster = reference.path("kind").asText().equals("ClusterIssuer");
    ObjectNode found =
        round.get(
            new ObjectKey(
                ofCluster ? IssuerController.CLUSTER_ISSUERS : IssuerController.ISSUERS,
                ofCluster ? "" : certificate.at("/metadata/namespace").asText(),
                reference.path("name").asText()));
    return found == null ? JsonNodeFactory.instance.objectNode() : found;
  }

  /** Why the domain cannot be proved: nobody is led to the zone in which the proof stands. */
  private static Optional<String> hindrance(Round round, ObjectNode certificate) {
    if (round.neverReady(certificate)) {
      return Optional.of(propagation(certificate));
    }
    for (JsonNode solver : issuer(round, certificate).at("/spec/acme/solvers")) {
      String zone = solver.at("/dns01/route53/hostedZoneID").asText();
      if (!zone.isEmpty() && !round.isDelegated(zone)) {
        return Optional.of(propagation(certificate));
      }
    }
    return Optional.empty();
  }

  private static String propagation(ObjectNode certificate) {
    return "Waiting for DNS-01 challenge propagation: DNS record for \"%s\" not yet propagated"
        .formatted(domain(certificate));
  }

  private static String domain(ObjectNode certificate) {
    return certificate.at("/spec/dnsNames/0").asText().replaceFirst("^\\*\\.", "");
  }

  /** A challenge stands while it is not met. */
  private static void challenge(Round round, ObjectNode certificate, Optional<String> reason) {
    if (round.kind(CHALLENGES).isEmpty()) {
      return;
    }
    JsonNode metadata = certificate.path("metadata");
    String namespace = metadata.path("namespace").asText();
    String name = metadata.path("name").asText() + "-challenge";
    ObjectKey key = new ObjectKey(CHALLENGES, namespace, name);
    ObjectNode there = round.get(key);
    if (reason.isEmpty()) {
      if (there != null) {
        round.delete(key);
      }
      return;
    }
    ObjectNode challenge =
        there == null
            ? NamespaceController.object("acme.cert-manager.io/v1", "Challenge", namespace, name)
            : there.deepCopy();
    challenge.putObject("spec").put("dnsName", domain(certificate)).put("type", "DNS-01");
    challenge
        .putObject("status")
        .put("presented", true)
        .put("processing", true)
        .put("reason", reason.get())
        .put("state", "pending");
    round.put(CHALLENGES, challenge);
  }

  private static void show(Round round, ObjectNode certificate, Progress progress) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    boolean expired =
        progress.issued().map(one -> !one.notAfter().isAfter(round.now())).orElse(false);
    boolean ready = progress.issued().isPresent() && !expired;
    progress
        .issued()
        .ifPresent(one ->
            status
                .put("notBefore", text(one.notBefore()))
                .put("notAfter", text(one.notAfter()))
                .put("renewalTime", text(one.renewal()))
                .put("revision", one.revision()));
    if (progress.failures() > 0) {
      status.put("failedIssuanceAttempts", progress.failures());
      progress.failedAt().ifPresent(at -> status.put("lastFailureTime", text(at)));
    }
    String why =
        progress.issued().isEmpty()
            ? "Issuing certificate as Secret does not exist"
            : "Certificate expired on " + progress.issued().map(Issued::notAfter).orElseThrow();
    var conditions = status.putArray("conditions");
    int generation = progress.generation();
    boolean issuing = isWanted(round, progress);
    if (issuing || progress.failures() > 0) {
      Conditions.add(
              conditions,
              "Issuing",
              issuing,
              issuing ? progress.issued().isEmpty() ? "DoesNotExist" : "Renewing" : "Failed",
              issuing
                  ? progress.issued().isEmpty()
                      ? why
                      : "Renewing certificate as renewal was scheduled at "
                          + progress.issued().map(Issued::renewal).orElseThrow()
                  : "The certificate request has failed to complete and will be retried: "
                      + progress.why(),
              round.timestamp())
          .put("observedGeneration", generation);
    }
    Conditions.add(
            conditions,
            "Ready",
            ready,
            ready ? "Ready" : expired ? "Expired" : "DoesNotExist",
            ready ? "Certificate is up to date and has not expired" : why,
            round.timestamp())
        .put("observedGeneration", generation);
    Conditions.keepTimes(conditions, certificate.path("status").path("conditions"));
    round.status(CERTIFICATES, certificate, status);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void secret(Round round, ObjectNode certificate, Issued issued) {
    ObjectNode there = secret(round, certificate);
    ObjectNode secret =
        there == null
            ? NamespaceController.object(
                "v1",
                "Secret",
                certificate.at("/metadata/namespace").asText(),
                certificate.at("/spec/secretName").asText())
            : there.deepCopy();
    Made made = made(round, certificate, issued, Optional.ofNullable(there));
    secret.put("type", "kubernetes.io/tls");
    ObjectNode data = secret.putObject("data");
    data.put("tls.crt", base64(made.own().pem())).put("tls.key", base64(made.own().keyPem()));
    made.by().ifPresent(by -> data.put("ca.crt", base64(by.pem())));
    round.put(Resources.SECRETS, secret);
  }

  /**
   * What was made.
   *
   * @param by who vouches for it, where that is told
   */
  private record Made(SimulatedCertificate own, Optional<SimulatedCertificate> by) {}

  private static Made made(
      Round round, ObjectNode certificate, Issued issued, Optional<ObjectNode> secret) {
    List<String> names = new ArrayList<>();
    certificate.at("/spec/dnsNames").forEach(one -> names.add(one.asText()));
    Instant from = issued.notBefore();
    Instant until = issued.notAfter();
    JsonNode issuer = issuer(round, certificate);
    if (issuer.at("/spec/ca").isObject()) {
      SimulatedCertificate by = authority(round, certificate);
      return new Made(by.issue(names, from, until), Optional.of(by));
    }
    if (certificate.at("/spec/isCA").asBoolean()) {
      boolean sameKey = certificate.at("/spec/privateKey/rotationPolicy").asText().equals("Never");
      SimulatedCertificate own =
          secret
              .filter(there -> sameKey)
              .map(there -> read(there).renewed(from, until))
              .orElseGet(() ->
                  SimulatedCertificate.ofAuthority(
                      certificate.at("/spec/commonName").asText(), from, until));
      return new Made(own, Optional.of(own));
    }
    return new Made(
        SimulatedCertificate.ofNames("simulated-acme", names, from, until), Optional.empty());
  }

  private static SimulatedCertificate authority(Round round, ObjectNode certificate) {
    ObjectNode issuer = (ObjectNode) issuer(round, certificate);
    GroupResource resource =
        issuer.path("kind").asText().equals("ClusterIssuer")
            ? IssuerController.CLUSTER_ISSUERS
            : IssuerController.ISSUERS;
    String secret = issuer.at("/spec/ca/secretName").asText();
    ObjectNode there = round.get(IssuerController.key(resource, issuer, secret));
    if (there == null) {
      throw new IllegalStateException("an issuer that is ready has its key");
    }
    return read(there);
  }

  private static SimulatedCertificate read(ObjectNode secret) {
    return SimulatedCertificate.read(
        text(secret.at("/data/tls.crt")), text(secret.at("/data/tls.key")));
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.US_ASCII);
  }

  private static @Nullable ObjectNode secret(Round round, ObjectNode certificate) {
    return round.get(
        new ObjectKey(
            Resources.SECRETS,
            certificate.at("/metadata/namespace").asText(),
            certificate.at("/spec/secretName").asText()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
