package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestActivities;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.lever.Lever;
import io.freehold.simulator.kubernetes.metrics.SimulatedPrometheus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When services go to sleep, and when they do not. */
class ServiceIdlingTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Of the looks at its use, which come every fifth of the time-out. */
  private static final Duration BETWEEN_LOOKS = TIMEOUT.dividedBy(5);

  private static final Duration LONG = TIMEOUT.multipliedBy(4);

  private static SimulatedPlane plane;
  private static String service;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("service-idling");
    String place = plane.infrastructure();
    service = plane.service(place);
    plane.untilState(service, "running");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  /** Each begins with a running service that was changed just now, and that nobody uses. */
  @BeforeEach
  void unused() {
    cluster().reachable();
    cluster().readyAgain("Prometheus", "monitoring", "prometheus-prometheus");
    prometheus().measures(true);
    prometheus().queries(name(), 0);
    prometheus().longQuery(name(), false);
    plane.client.delete(service + "/scalingSchedule");
    if (hour() >= 20) {
      passes(Duration.ofHours(5)); // there are tests about the next hours of a day
    }
    switch (state()) {
      case "idle" -> tell("awake");
      case "stopped" -> tell("start");
      default -> {
        // It runs, or is about to.
      }
    }
    scale("'idleScaling':true,'idleTimeoutMinutes':%d".formatted(TIMEOUT.toMinutes()));
    plane.untilState(service, "running");
  }

  @Test
  void a_service_that_nobody_uses_goes_to_sleep_after_its_time_out_and_is_woken() {
    prometheus().queries(name(), 6);
    passes(TIMEOUT);
    prometheus().queries(name(), 0);
    Instant last = plane.clock.instant();
    plane.untilState(service, "idle");
    assertThat(Duration.between(last, plane.clock.instant()))
        .isBetween(TIMEOUT, TIMEOUT.plus(BETWEEN_LOOKS));
    plane.until(() -> servers() == 0 && reason().equals("Asleep"));
    assertThat(state()).isEqualTo("idle");

    tell("awake");
    assertThat(state()).isEqualTo("awaking");
    plane.untilState(service, "running");
    Instant awake = plane.clock.instant();
    assertThat(servers()).isEqualTo(3);
    plane.untilState(service, "idle");
    assertThat(Duration.between(awake, plane.clock.instant()))
        .as("until it falls asleep again")
        .isGreaterThanOrEqualTo(TIMEOUT);
    assertThat(actorOf("service_idle")).isEqualTo("system");
    assertThat(TestActivities.types(plane.client)).contains("service_awaken");
  }

  @Test
  void one_query_now_and_then_keeps_a_service_awake() {
    for (int i = 0; i < 5; i++) {
      prometheus().use(name());
      passes(TIMEOUT.minus(BETWEEN_LOOKS));
      assertThat(state()).isEqualTo("running");
    }
  }

  @Test
  void a_long_query_keeps_a_service_awake_even_if_nothing_comes_in() {
    prometheus().longQuery(name(), true);
    passes(LONG);
    assertThat(state()).isEqualTo("running");
    prometheus().longQuery(name(), false);
    plane.untilState(service, "idle");
  }

  @Test
  void whoever_is_not_let_in_does_not_keep_a_service_awake() {
    Instant begun = plane.clock.instant();
    while (!state().equals("idle")) {
      prometheus().useWithoutRight(name());
      passes(Duration.ofMinutes(1));
      assertThat(Duration.between(begun, plane.clock.instant())).isLessThan(LONG);
    }
  }

  @Test
  void without_prometheus_no_service_sleeps() {
    cluster().neverReady("Prometheus", "monitoring", "prometheus-prometheus");
    passes(LONG);
    assertThat(state()).isEqualTo("running");
    assertThat(codes()).as("what the looks met").contains(503);
  }

  @Test
  void where_prometheus_has_nothing_new_no_service_sleeps() {
    prometheus().measures(false);
    passes(LONG);
    assertThat(state()).isEqualTo("running");
    assertThat(codes()).as("what the looks met").containsOnly(200);
  }

  /** Fault 29. */
  @Test
  void while_the_clusters_api_cannot_be_reached_no_service_sleeps_and_afterwards_it_does() {
    passes(BETWEEN_LOOKS.multipliedBy(2));
    cluster().unreachable();
    passes(LONG);
    assertThat(state()).isEqualTo("running");
    cluster().reachable();
    Instant back = plane.clock.instant();
    plane.untilState(service, "idle");
    assertThat(Duration.between(back, plane.clock.instant()))
        .as("a whole time-out in which there was something to be seen")
        .isGreaterThanOrEqualTo(TIMEOUT);
  }

  /** Fault 29: one look that fails does not begin the time-out anew. */
  @Test
  void a_lost_answer_is_made_up_for_by_the_next_one() {
    passes(BETWEEN_LOOKS);
    Instant begun = plane.clock.instant();
    Lever lost = cluster().loseAnswerOf("get", "services/proxy");
    Lever failing = cluster().failNext("get", "services/proxy", 503, 1);
    plane.untilState(service, "idle");
    assertThat(lost.fired()).isEqualTo(1);
    assertThat(failing.fired()).isEqualTo(1);
    assertThat(Duration.between(begun, plane.clock.instant()))
        .isLessThanOrEqualTo(TIMEOUT.plus(BETWEEN_LOOKS));
  }

  @Test
  void a_service_that_was_changed_just_now_is_not_sent_to_sleep() {
    passes(TIMEOUT.minus(BETWEEN_LOOKS));
    scale("'numReplicas':2");
    plane.until(() -> !state().equals("running"));
    plane.untilState(service, "running");
    Instant changed = plane.clock.instant();
    plane.untilState(service, "idle");
    assertThat(Duration.between(changed, plane.clock.instant())).isGreaterThanOrEqualTo(TIMEOUT);
    tell("awake");
    scale("'numReplicas':3");
  }

  @Test
  void one_that_may_not_sleep_does_not_and_one_that_is_stopped_stays_so() {
    scale("'idleScaling':false");
    passes(LONG);
    assertThat(state()).isEqualTo("running");
    scale("'idleScaling':true");
    tell("stop");
    plane.untilState(service, "stopped");
    passes(LONG);
    assertThat(state()).isEqualTo("stopped");
  }

  @Test
  void a_schedule_says_at_which_hours_a_service_may_sleep() {
    int hour = hour();
    schedule(hour + 1, hour + 2, "'idleScaling':false");
    plane.untilState(service, "idle");
    assertThat(hour()).isEqualTo(hour);

    plane.until(() -> state().equals("awaking"));
    assertThat(plane.clock.instant())
        .isBetween(startOf(hour + 1), startOf(hour + 1).plus(Duration.ofSeconds(10)));
    plane.untilState(service, "running");
    assertThat(plane.at(service).at("/currentScaling/effectiveIdleScaling").booleanValue())
        .isFalse();
    plane.untilState(service, "idle");
    assertThat(plane.clock.instant()).isAfterOrEqualTo(startOf(hour + 2).plus(TIMEOUT));
  }

  @Test
  void a_schedule_that_lets_a_service_sleep_has_it_watched_in_those_hours_alone() {
    scale("'idleScaling':false");
    int hour = hour();
    schedule(hour + 1, hour + 2, "'idleScaling':true,'idleTimeoutMinutes':20");
    plane.untilState(service, "running");
    plane.untilState(service, "idle");
    assertThat(plane.clock.instant())
        .isBetween(
            startOf(hour + 1).plus(Duration.ofMinutes(20)),
            startOf(hour + 1).plus(Duration.ofMinutes(25)));
    plane.until(() -> state().equals("awaking"));
    assertThat(plane.clock.instant())
        .isBetween(startOf(hour + 2), startOf(hour + 2).plus(Duration.ofSeconds(10)));
  }

  @Test
  void one_that_may_not_sleep_any_more_is_woken() {
    plane.untilState(service, "idle");
    scale("'idleScaling':false");
    plane.untilState(service, "running");
    assertThat(servers()).isEqualTo(3);
  }

  @Test
  void a_service_that_was_deleted_is_not_looked_at_any_more() {
    String other =
        plane.service("/byocInfrastructure/" + plane.at(service).get("byocId").asString());
    plane.untilState(other, "running");
    String namespace = nameOf(other);
    plane.client.patch(other + "/state", "{'command':'stop'}").result();
    plane.untilState(other, "stopped");
    plane.client.delete(other + "?data=delete").result();
    plane.until(() -> plane.client.get(other).status() == 404);
    scale("'idleScaling':false");
    passes(LONG);
    cluster().forgetCalls();
    passes(LONG);
    assertThat(looks()).isZero();
    assertThat(cluster().objects()).noneMatch(one -> one.namespace().equals(namespace));
  }

  private static void passes(Duration time) {
    Instant end = plane.clock.instant().plus(time);
    plane.until(() -> !plane.clock.instant().isBefore(end));
  }

  private static void scale(String body) {
    plane.client.patch(service + "/replicaScaling", "{" + body + "}").result();
  }

  private static void tell(String command) {
    plane.client.patch(service + "/state", "{'command':'%s'}".formatted(command)).result();
  }

  private static void schedule(int from, int to, String what) {
    assertThat(to).as("the hours are of this day").isLessThan(24);
    int weekday = plane.clock.instant().atZone(ZoneOffset.UTC).getDayOfWeek().getValue() % 7;
    plane
        .client
        .post(
            service + "/scalingSchedule",
            "{'entries':[{'name':'some hours','weekdays':[%d],'startHourUtc':%d,'endHourUtc':%d,%s}]}"
                .formatted(weekday, from, to, what))
        .result();
  }

  private static int hour() {
    return plane.clock.instant().atZone(ZoneOffset.UTC).getHour();
  }

  private static Instant startOf(int hour) {
    return plane
        .clock
        .instant()
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .atTime(hour, 0)
        .toInstant(ZoneOffset.UTC);
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static SimulatedPrometheus prometheus() {
    return cluster().prometheus();
  }

  private static String state() {
    return plane.at(service).get("state").asString();
  }

  private static String reason() {
    return plane.at(service).at("/conditions/0/reason").asString();
  }

  private static String name() {
    return nameOf(service);
  }

  private static String nameOf(String path) {
    String host = plane.at(path).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }

  /** Of the service, one set for each replica. */
  private static long servers() {
    return cluster().objects().stream()
        .filter(one -> one.kind().equals("StatefulSet") && one.namespace().equals(name()))
        .filter(one -> one.name().startsWith("clickhouse"))
        .count();
  }

  private static long looks() {
    return cluster().callCounts().getOrDefault("get services/proxy", 0);
  }

  /** That the last looks were answered with. */
  private static List<Integer> codes() {
    List<Integer> all =
        cluster().calls().stream()
            .filter(call -> call.resource().equals("services/proxy"))
            .map(call -> call.code())
            .toList();
    return all.subList(Math.max(0, all.size() - 3), all.size());
  }

  private static String actorOf(String type) {
    for (JsonNode one : plane.client.get("/activities").result()) {
      if (one.get("type").asString().equals(type)) {
        return one.get("actorType").asString();
      }
    }
    throw new AssertionError("no " + type);
  }
}
