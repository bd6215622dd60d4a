package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a pod whose ClickHouse client has the first server of its namespace make a
 * database: it waits for that server, and is refused where the server does not know the user by the
 * certificate that the pod has. Of what it is told to do beside that, for how many days the table
 * keeps a row is noted at the cluster of the servers.
 */
final class LogTableRuns {
  private static final String MAKING = "CREATE DATABASE IF NOT EXISTS ";
  private static final String DAYS_KEPT = "simulator.freehold.io/log-table-days";
  private static final Pattern DAYS = Pattern.compile(" MODIFY TTL .*toIntervalDay\\((\\d+)\\)");
  private static final Pattern HOST = Pattern.compile(" --host ([a-z0-9-]+)\\.");
  private static final Pattern USER = Pattern.compile(" --user ([a-z_]+)");

  private LogTableRuns() {}

  /** Whether there is no server yet that could be asked. */
  static boolean waits(Round round, ObjectNode pod) {
    return isOne(pod) && server(round, pod).isEmpty();
  }

  /** Why it fails; empty where it does not, or does something else. */
  static Optional<String> refusal(Round round, ObjectNode pod) {
    if (!isOne(pod)) {
      return Optional.empty();
    }
    String user = first(USER, pod);
    return server(round, pod)
            .filter(server -> knows(round.root(server), user, names(round, pod)))
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            "Code: 516. DB::Exception: %s: Authentication failed (AUTHENTICATION_FAILED)"
                .formatted(user));
  }

  /** What the server does that refuses nothing. */
  static void run(Round round, ObjectNode pod) {
    Matcher days = DAYS.matcher(pod.at("/spec/containers/0/env").toString());
    if (isOne(pod) && days.find()) {
      server(round, pod)
          .ifPresent(server -> {
            ObjectNode cluster = round.root(server).deepCopy();
            cluster
                .withObjectProperty("metadata")
                .withObjectProperty("annotations")
                .put(DAYS_KEPT, days.group(1));
            round.put(ClickHouseParts.SERVERS, cluster);
          });
    }
  }

  private static boolean isOne(ObjectNode pod) {
    return pod.at("/spec/containers/0/env")
        .valueStream()
        .anyMatch(variable -> variable.path("value").asText().startsWith(MAKING));
  }

  private static String first(Pattern pattern, ObjectNode pod) {
    Matcher found = pattern.matcher(pod.at("/spec/containers/0/command").toString());
    return found.find() ? found.group(1) : "";
  }

  private static Optional<ObjectNode> server(Round round, ObjectNode pod) {
    String namespace = pod.path("metadata").path("namespace").asText();
    ObjectNode server = round.get(new ObjectKey(Resources.PODS, namespace, first(HOST, pod)));
    return Optional.ofNullable(server).filter(PodTemplates::ready);
  }

  /** By the names in a certificate alone: who has a password has to say it. */
  private static boolean knows(ObjectNode cluster, String user, List<String> names) {
    JsonNode wanted =
        cluster
            .at("/spec/settings/extraUsersConfig/users")
            .path(user)
            .at("/ssl_certificates/subject_alt_name");
    return names.stream().anyMatch(name -> wanted.asText().equals("DNS:" + name));
  }

  /** In the certificate that the pod has. */
  private static List<String> names(Round round, ObjectNode pod) {
    String namespace = pod.path("metadata").path("namespace").asText();
    return pod.at("/spec/volumes")
        .valueStream()
        .map(volume -> volume.at("/secret/secretName").asText())
        .filter(secret -> !secret.isEmpty())
        .map(secret -> round.get(new ObjectKey(Resources.SECRETS, namespace, secret)))
        .filter(secret -> secret != null && secret.path("data").has("tls.crt"))
        .flatMap(secret -> names(secret.at("/data/tls.crt").asText()).stream())
        .toList();
  }

  private static List<String> names(String base64) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .map(one -> String.valueOf(one.get(1)))
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was made here", e);
    }
  }
}
