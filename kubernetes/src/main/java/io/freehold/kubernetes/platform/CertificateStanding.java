package io.freehold.kubernetes.platform;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.freehold.kubernetes.resource.Conditions;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the wildcard certificate of a cluster stands, as cert-manager's objects say. */
public sealed interface CertificateStanding {

  /** The cluster did not answer, or cert-manager has not looked yet. */
  record Unknown() implements CertificateStanding {}

  /**
   * It was ordered, and is not there yet.
   *
   * @param what is being done or waited for
   */
  record Issuing(String what) implements CertificateStanding {}

  /** The issuer did not give one. It is asked again after an hour, and ever more rarely. */
  record Refused(String why) implements CertificateStanding {}

  /**
   * There is one.
   *
   * @param by the host of the issuer's directory
   * @param notBefore from when on it is valid
   * @param notAfter from when on it is not
   * @param renewal when it is renewed
   * @param trouble why the last renewal failed; empty where none did
   */
  record Issued(
      String by, Instant notBefore, Instant notAfter, Instant renewal, Optional<String> trouble)
      implements CertificateStanding {}

  /**
   * Looks. What the look comes to is for show: a cluster that does not answer is no failure here.
   */
  static CertificateStanding in(KubernetesSession cluster) {
    try {
      return cluster.reachable().map(CertificateStanding::in).orElseGet(Unknown::new);
    } catch (KubernetesClientException | DateTimeParseException unavailable) {
      return new Unknown();
    }
  }

  private static CertificateStanding in(KubernetesClient client) {
    Optional<GenericKubernetesResource> certificate =
        KubernetesKinds.CERTIFICATE.find(client, Platform.INGRESS_NAMESPACE, Certificates.NAME);
    Optional<GenericKubernetesResource> issuer =
        KubernetesKinds.CLUSTER_ISSUER.find(client, "", Certificates.ISSUER);
    return certificate.map(there -> of(client, there, issuer)).orElseGet(Unknown::new);
  }

  private static CertificateStanding of(
      KubernetesClient client,
      GenericKubernetesResource certificate,
      Optional<GenericKubernetesResource> issuer) {
    Optional<String> failed = message(certificate, "Issuing", "False");
    Optional<Instant> notBefore = time(certificate, "notBefore");
    Optional<Instant> notAfter = time(certificate, "notAfter");
    if (notAfter.isPresent()) {
      return new Issued(
          issuer.map(CertificateStanding::host).orElse("an issuer that is gone"),
          notBefore.orElse(notAfter.get()),
          notAfter.get(),
          time(certificate, "renewalTime").orElse(notAfter.get()),
          failed);
    }
    if (failed.isPresent()) {
      return new Refused(failed.get());
    }
    return issuer
        .flatMap(by -> message(by, "Ready", "False"))
        .<CertificateStanding>map(why -> new Refused("the account with the issuer: " + why))
        .orElseGet(() ->
            challenge(client)
                .or(() -> message(certificate, "Ready", "False"))
                .<CertificateStanding>map(Issuing::new)
                .orElseGet(Unknown::new));
  }

  /**
   * Why one of the challenges is not met yet, by which cert-manager proves that the domain is ours.
   * It tells only there what that waits for, such as a domain that nobody has delegated.
   */
  private static Optional<String> challenge(KubernetesClient client) {
    ResourceDefinitionContext challenges =
        new ResourceDefinitionContext.Builder()
            .withGroup("acme.cert-manager.io")
            .withVersion("v1")
            .withKind("Challenge")
            .withPlural("challenges")
            .withNamespaced(true)
            .build();
    try {
      return client
          .genericKubernetesResources(challenges)
          .inNamespace(Platform.INGRESS_NAMESPACE)
          .list()
          .getItems()
          .stream()
          .map(one -> text(one.get("status", "reason")))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (KubernetesClientException unavailable) {
      return Optional.empty();
    }
  }

  private static String host(GenericKubernetesResource issuer) {
    return text(issuer.get("spec", "acme", "server"))
        .map(server -> URI.create(server).getHost())
        .orElse("an issuer without a directory");
  }

  private static Optional<Instant> time(GenericKubernetesResource certificate, String field) {
    return text(certificate.get("status", field)).map(Instant::parse);
  }

  private static Optional<String> message(
      GenericKubernetesResource object, String type, String status) {
    return Conditions.find(object.getAdditionalProperties(), type)
        .filter(one -> status.equals(one.get("status")))
        .flatMap(one -> text(one.get("message")));
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
  }
}
