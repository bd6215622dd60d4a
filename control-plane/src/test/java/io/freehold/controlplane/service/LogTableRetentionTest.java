package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The retention that was asked for last is the table's, whatever was asked for in between. */
class LogTableRetentionTest {
  private static SimulatedPlane plane;
  private static String place;
  private static String service;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("log-table");
    place = plane.infrastructure();
    service = plane.service(place);
    plane.untilState(service, "running");
    plane.untilPhase(place, "ready");
  }

  @BeforeEach
  void choose() {
    choose(90);
    untilMade(90);
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void going_back_before_the_other_has_come_to_its_end_makes_the_first_anew() {
    String first = uid(90);
    cluster().neverReady("Job", namespace(), "log-table-7");
    choose(7);
    plane.until(
        () -> condition().path("message").asString("").startsWith("log-table/7: it has not ended"),
        service);
    assertThat(isComplete(7)).as("it is on its way").isFalse();
    assertThat(condition().get("reason").asString()).isEqualTo("TablePending");
    assertThat(job(90)).as("the one before went first").isEmpty();
    String second = uid(7);
    choose(90);
    untilMade(90);
    assertThat(List.of(first, second)).doesNotContain(uid(90));
    assertThat(job(7)).isEmpty();
    assertThat(isComplete(90)).isTrue();
  }

  @Test
  void going_back_after_the_other_has_come_to_its_end_does_too() {
    String first = uid(90);
    choose(8);
    plane.until(() -> kept().equals("8"), service);
    choose(90);
    untilMade(90);
    assertThat(uid(90)).isNotEqualTo(first);
    assertThat(job(8)).isEmpty();
  }

  @Test
  void one_that_fails_says_so_at_its_first_end_and_going_back_makes_the_first_anew() {
    String first = uid(90);
    cluster().givesUp(namespace(), "log-table-9");
    choose(9);
    plane.until(() -> job(9).isPresent(), service);
    String second = uid(9);
    plane.until(() -> job(9).isEmpty() || !uid(9).equals(second), service);
    JsonNode told = condition();
    assertThat(told.get("reason").asString()).isEqualTo("TableFailed");
    assertThat(told.get("message").asString())
        .contains("log-table/9: never worked (it failed: BackoffLimitExceeded");
    plane.until(
        () -> condition().path("message").asString("").startsWith("log-table/9: it failed"),
        service);
    choose(90);
    untilMade(90);
    assertThat(uid(90)).isNotEqualTo(first);
    assertThat(job(9)).isEmpty();
  }

  private static void untilMade(int days) {
    plane.until(
        () ->
            kept().equals(String.valueOf(days))
                && condition().path("reason").asString("").equals("TableMade"),
        service);
  }

  private static void choose(int days) {
    plane
        .client
        .patch(
            place,
            "{'logHouse':{'serviceId':'%s','retentionDays':%d}}"
                .formatted(service.substring("/services/".length()), days))
        .result();
  }

  /** For how many days the table keeps a log, as its server was told last. */
  private static String kept() {
    return cluster()
        .object("clickhouseclusters.clickhouse.com", namespace(), "clickhouse")
        .orElseThrow()
        .at("/metadata/annotations/simulator.freehold.io~1log-table-days")
        .asText();
  }

  private static String uid(int days) {
    return job(days).orElseThrow().at("/metadata/uid").asText();
  }

  private static boolean isComplete(int days) {
    return job(days).orElseThrow().at("/status/succeeded").asInt() == 1;
  }

  private static Optional<ObjectNode> job(int days) {
    return cluster().object("jobs.batch", namespace(), "log-table-" + days);
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static JsonNode condition() {
    return plane
        .at(service)
        .get("conditions")
        .valueStream()
        .filter(one -> one.get("type").asString().equals("LogTableReady"))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private static String namespace() {
    String host = plane.at(service).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }
}
