package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import tools.jackson.databind.JsonNode;

/**
 * Fault 30: the name servers that nobody asks, the issuer that refuses, the certificate that is not
 * renewed. A service waits and says why; its infrastructure does not wait, and says it too.
 */
class CertificateTest {
  private static final String CLIENT = "203.0.113.7";
  private static final String LIMIT =
      "429 urn:ietf:params:acme:error:rateLimited: too many certificates already issued";

  private SimulatedPlane plane;

  @AfterEach
  void stop() throws Exception {
    plane.close();
  }

  @Test
  void an_issuer_that_refuses_keeps_services_waiting_and_nothing_else() {
    plane = SimulatedPlane.start("certificate-refused");
    Instant start = plane.clock.instant();
    String place = plane.infrastructure();
    plane.until(() -> plane.cluster().isPresent(), place);
    plane.cluster().orElseThrow().certificatesLast(Duration.ofHours(4));
    plane.cluster().orElseThrow().refuseCertificates(LIMIT);

    plane.untilPhase(place, "ready");
    assertThat(
            Bound.infrastructure(LatencyProfile.standard().medians())
                .ratio(Duration.between(start, plane.clock.instant())))
        .as("the infrastructure does not wait")
        .isLessThan(1.05);
    assertThat(attempts()).as("the lever has fired").isPositive();
    assertThat(status(place, "Ready")).isEqualTo("True AllPresent");
    assertThat(status(place, "CertificateReady")).isEqualTo("False CertificateRefused");
    assertThat(message(place, "CertificateReady")).contains(LIMIT);

    String service = plane.service(place);
    String other = plane.service(place);
    pass(Duration.ofMinutes(5));
    assertThat(plane.at(service).get("state").asString()).isEqualTo("provisioning");
    assertThat(status(service, "Ready")).isEqualTo("False Provisioning");
    assertThat(message(service, "Ready")).startsWith("waiting for certificate: ").contains(LIMIT);
    assertThat(status(service, "CertificateReady")).isEqualTo("False CertificateRefused");
    assertThat(refusal(service)).hasValueSatisfying(why -> assertThat(why).contains("no gateway"));
    isStoppedAndDeletedWithout(other);

    plane.cluster().orElseThrow().issueCertificates();
    plane.clock.advance(Duration.ofMinutes(45)); // until it is asked again
    plane.untilState(service, "running");
    assertThat(refusal(service)).isEmpty();
    plane.until(() -> status(place, "CertificateReady").equals("True CertificateIssued"), place);
    assertThat(message(place, "CertificateReady"))
        .startsWith("*.")
        .contains("by acme-v02.api.letsencrypt.org, valid until " + notAfter());
    assertThat(message(service, "CertificateReady")).isEqualTo(message(place, "CertificateReady"));
    warnsBeforeItsEnd(place, service);
  }

  /** One that does not run needs no certificate, and nobody is stuck with it. */
  private void isStoppedAndDeletedWithout(String service) {
    plane.client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
    plane.client.delete(service);
    plane.until(() -> plane.client.get(service).status() == 404);
  }

  private void warnsBeforeItsEnd(String place, String service) {
    Instant end = notAfter();
    plane.cluster().orElseThrow().refuseCertificates(LIMIT);
    plane.clock.advance(Duration.ofMinutes(150));
    plane.until(() -> message(place, "CertificateReady").contains(LIMIT), place);
    assertThat(status(place, "CertificateReady")).isEqualTo("True CertificateIssued");
    plane.until(() -> status(place, "CertificateReady").equals("False CertificateExpiring"), place);
    assertThat(plane.clock.instant()).isBefore(end.minus(Duration.ofMinutes(40)));
    assertThat(message(place, "CertificateReady")).contains("valid until " + end).contains(LIMIT);
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");
    assertThat(status(place, "Ready")).isEqualTo("True AllPresent");
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("ready");

    plane.cluster().orElseThrow().issueCertificates();
    plane.until(() -> status(place, "CertificateReady").equals("True CertificateIssued"), place);
    assertThat(notAfter()).isAfter(end);
    assertThat(message(place, "CertificateReady")).doesNotContain(LIMIT);
  }

  @Test
  void one_that_is_ordered_late_is_noticed_as_soon_as_it_is_there() {
    plane = SimulatedPlane.start("certificate-late");
    String place = plane.infrastructure();
    plane.until(() -> plane.cluster().isPresent(), place);
    SimulatedCluster cluster = plane.cluster().orElseThrow();
    cluster.neverReady("ClusterIssuer", "", "freehold-acme");
    plane.untilPhase(place, "ready");
    Instant ready = plane.clock.instant();
    String service = plane.service(place);
    assertThat(status(place, "CertificateReady")).isEqualTo("False CertificateRefused");
    assertThat(message(place, "CertificateReady"))
        .contains("the account with the issuer: Failed to register ACME account");

    cluster.readyAgain("ClusterIssuer", "", "freehold-acme");
    plane.untilState(service, "running");
    Bound bound =
        Bound.service(
            LatencyProfile.standard().medians(),
            Duration.between(
                ready, cluster.issued("istio-ingress", "wildcard-certificate").orElseThrow()));
    assertThat(bound.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(99));
    assertThat(bound.ratio(Duration.between(ready, plane.clock.instant()))).isBetween(1.0, 1.10);
  }

  @Test
  void a_domain_that_nobody_has_delegated_is_told_of_and_waited_for() {
    plane = SimulatedPlane.start("certificate-undelegated");
    String parent = vendorsZone();
    String place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    String service = plane.service(place);
    pass(Duration.ofMinutes(5));
    assertThat(status(place, "CertificateReady")).isEqualTo("False CertificateIssuing");
    assertThat(message(place, "CertificateReady"))
        .contains("Waiting for DNS-01 challenge propagation");
    assertThat(plane.at(service).get("state").asString()).isEqualTo("provisioning");
    assertThat(message(service, "Ready")).startsWith("waiting for certificate: ");

    delegate(parent, plane.at(place).get("endpoints"));
    Instant delegated = plane.clock.instant();
    plane.untilState(service, "running");
    assertThat(Duration.between(delegated, plane.clock.instant()))
        .as("noticed soon after it was issued")
        .isLessThan(Duration.ofSeconds(100 + 60 + 35));
    plane.until(() -> status(place, "CertificateReady").equals("True CertificateIssued"), place);
  }

  private String vendorsZone() {
    return route53()
        .createHostedZone(r -> r.name("byoc.clickhouse.cloud").callerReference("parent"))
        .hostedZone()
        .id();
  }

  private void delegate(String parent, JsonNode endpoints) {
    List<ResourceRecord> servers =
        Arrays.stream(endpoints.get("nameServers").asString().split(","))
            .map(server -> ResourceRecord.builder().value(server).build())
            .toList();
    Change change =
        Change.builder()
            .action(ChangeAction.CREATE)
            .resourceRecordSet(set ->
                set.name(endpoints.get("domain").asString())
                    .type(RRType.NS)
                    .ttl(300L)
                    .resourceRecords(servers))
            .build();
    route53()
        .changeResourceRecordSets(
            r -> r.hostedZoneId(parent).changeBatch(batch -> batch.changes(change)));
  }

  private Route53Client route53() {
    return plane.aws.client(
        Route53Client.class, plane.aws.rootOf(SimulatedPlane.VENDOR), Region.US_EAST_1);
  }

  private void pass(Duration time) {
    Instant until = plane.clock.instant().plus(time);
    plane.until(() -> !plane.clock.instant().isBefore(until));
  }

  private ObjectNode certificate() {
    return plane
        .cluster()
        .orElseThrow()
        .object("certificates.cert-manager.io", "istio-ingress", "wildcard-certificate")
        .orElseThrow();
  }

  private int attempts() {
    return certificate().at("/status/failedIssuanceAttempts").asInt(0);
  }

  private Instant notAfter() {
    return Instant.parse(certificate().at("/status/notAfter").asText());
  }

  private Optional<String> refusal(String service) {
    return IngressGateway.of(plane.cluster().orElseThrow())
        .refusal(plane.at(service).at("/endpoints/0/host").asString(), 8443, CLIENT);
  }

  private String status(String path, String type) {
    return condition(path, type)
        .map(one -> one.get("status").asString() + " " + one.get("reason").asString())
        .orElse("none");
  }

  private String message(String path, String type) {
    return condition(path, type).map(one -> one.get("message").asString()).orElse("");
  }

  private Optional<JsonNode> condition(String path, String type) {
    return plane
        .at(path)
        .get("conditions")
        .valueStream()
        .filter(one -> one.get("type").asString().equals(type))
        .findFirst();
  }
}
