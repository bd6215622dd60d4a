package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.freehold.simulator.kubernetes.tls.SimulatedCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that has the first server make a database, as a user known by a certificate. */
class LogTableTest {
  private static final Instant START = TestCluster.START;
  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: table, namespace: default}
      spec:
        backoffLimit: 1
        template:
          spec:
            restartPolicy: Never
            containers:
            - name: table
              image: example.com/clickhouse:1
              command: [/bin/sh, -c, clickhouse-client --host ch-clickhouse-0-0-0.ch-clickhouse-headless.default.svc.cluster.local --user maker]
              env:
              - {name: STATEMENTS, value: "CREATE DATABASE IF NOT EXISTS logs; CREATE TABLE; ALTER TABLE t MODIFY TTL t + toIntervalDay(9)"}
            volumes:
            - {name: certificate, secret: {secretName: mine}}
      """;

  private final TestCluster test = TestCluster.start();

  @BeforeEach
  void start() {
    RealDefinitions.ofClickHouse().forEach(crd -> test.client().resource(crd).create());
    Manifests.apply(test.client(), Manifests.STORAGE);
    Manifests.apply(test.client(), Manifests.keeper("keeper", 3));
    Manifests.apply(test.client(), Manifests.clickHouse("ch", 1));
    test.cluster()
        .edit(
            "clickhouseclusters.clickhouse.com",
            "default",
            "ch",
            cluster ->
                cluster
                    .withObjectProperty("spec")
                    .withObjectProperty("settings")
                    .withObjectProperty("extraUsersConfig")
                    .withObjectProperty("users")
                    .withObjectProperty("maker")
                    .withObjectProperty("ssl_certificates")
                    .put("subject_alt_name", "DNS:maker.default.svc.cluster.local"));
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void is_made_for_whom_the_server_knows_by_its_certificate_once_it_is_ready() {
    has("maker.default.svc.cluster.local");
    Manifests.apply(test.client(), JOB);
    test.pass(50);
    assertThat(job().at("/status/active").asInt()).as("waits for the server").isEqualTo(1);
    test.pass(60);
    assertThat(job().at("/status/succeeded").asInt()).isEqualTo(1);
    assertThat(job().at("/status/failed").asInt()).isZero();
    assertThat(daysKept()).isEqualTo("9");
  }

  @Test
  void is_refused_to_whoever_shows_another_name() {
    has("somebody.else.svc.cluster.local");
    Manifests.apply(test.client(), JOB);
    test.pass(300);
    assertThat(job().at("/status/succeeded").asInt()).isZero();
    assertThat(job().at("/status/failed").asInt()).isEqualTo(2);
    assertThat(daysKept()).isEmpty();
    assertThat(ends()).isNotEmpty().allMatch(end -> end.contains("AUTHENTICATION_FAILED"));
  }

  @Test
  void is_refused_to_a_user_whom_the_server_does_not_know() {
    has("maker.default.svc.cluster.local");
    Manifests.apply(test.client(), JOB.replace("--user maker", "--user stranger"));
    test.pass(300);
    assertThat(ends()).isNotEmpty().allMatch(end -> end.contains("516"));
  }

  /** Its pod has a certificate with that name in it. */
  private void has(String name) {
    SimulatedCertificate certificate =
        SimulatedCertificate.ofAuthority("authority", START, START.plusSeconds(90000))
            .issue(List.of(name), START, START.plusSeconds(80000));
    test.client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("mine")
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("tls.crt", base64(certificate.pem())))
                .build())
        .create();
  }

  private String daysKept() {
    return test.cluster()
        .object("clickhouseclusters.clickhouse.com", "default", "ch")
        .orElseThrow()
        .at("/metadata/annotations/simulator.freehold.io~1log-table-days")
        .asText();
  }

  private ObjectNode job() {
    return test.cluster().object("jobs.batch", "default", "table").orElseThrow();
  }

  private List<String> ends() {
    return test.client().pods().inNamespace("default").list().getItems().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith("table-"))
        .map(LogTableTest::end)
        .toList();
  }

  private static String end(Pod pod) {
    return String.valueOf(
        pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated().getMessage());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
