package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient;
import io.freehold.simulator.kubernetes.ObjectSummary;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.ingress.PodNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** A service is chosen to keep logs, and is not any more; what else runs notices nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogHouseLifeTest {
  private static final String SHIPPERS = "app.kubernetes.io/name=loghouse-shipping";
  private static final String SERVERS = "app.kubernetes.io/component=clickhouse";
  private static final String KEEPERS = "app.kubernetes.io/component=keeper";

  private static SimulatedPlane plane;
  private static String place;
  private static String service;
  private static String bystander;

  /** Of all servers and Keepers, both services', by name. */
  private static Map<String, String> pods;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("log-house");
    place = plane.infrastructure();
    bystander = plane.service(place);
    plane.untilState(bystander, "running");
    plane.untilPhase(place, "ready");
    service = plane.service(place);
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void nothing_of_it_is_there_before_anybody_chooses_one() {
    assertThat(plane.at(place).has("logHouse")).isFalse();
    assertThat(plane.at(place).at("/versions/loghouse-shipping").isMissingNode()).isTrue();
    assertThat(condition(place, "LoghouseShippingReady")).isEmpty();
    assertThat(condition(service, "LogTableReady")).isEmpty();
    assertThat(names("logging")).noneMatch(name -> name.contains("loghouse"));
    assertThat(names(namespace(service))).noneMatch(name -> name.contains("log-table"));
  }

  @Test
  @Order(2)
  void of_a_service_that_has_no_table_yet_only_a_condition_tells() {
    assertThat(plane.at(service).get("state").asString()).isEqualTo("provisioning");
    choose("{'serviceId':'%s'}".formatted(id(service)));
    tell("stop");
    plane.untilState(service, "stopped");
    plane.untilPhase(place, "ready");
    assertThat(phasesFor(Duration.ofHours(1))).containsExactly("ready");
    assertThat(condition(place, "Ready")).contains("True AllPresent");
    assertThat(condition(place, "LoghouseShippingReady")).contains("False Installing");
    assertThat(message(place, "LoghouseShippingReady"))
        .contains("no table for them yet", id(service), "LogTableReady");
    assertThat(object("configmaps", namespace(service), "log-table")).isEmpty();
    assertThat(shippers()).isEmpty();

    tell("start");
    plane.untilState(service, "running");
    plane.until(LogHouseLifeTest::isShipping, place, service);
    assertThat(condition(service, "LogTableReady")).contains("True TableMade");
    pods = pods();

    choose("null");
    untilLetGo(service);
    assertNobodyRestarted();
  }

  @Test
  @Order(3)
  void a_plan_says_what_comes_and_what_comes_waits_for_the_table() {
    choose("{'serviceId':'%s'}".formatted(id(service)));
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("updating");
    assertThat(changes())
        .contains(
            "create chart/loghouse-shipping/DaemonSet/loghouse-shipping",
            "create chart/loghouse-shipping/Certificate/loghouse-shipping")
        .allMatch(change -> change.startsWith("create chart/loghouse-shipping/"));

    plane.until(() -> condition(place, "LoghouseShippingReady").isPresent(), place);
    assertThat(object("configmaps", namespace(service), "log-table")).isEmpty();
    assertThat(object("daemonsets.apps", "logging", "loghouse-shipping"))
        .as("what is sent before the table is there is refused, and lost")
        .isEmpty();

    plane.until(LogHouseLifeTest::isShipping, place);
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("ready");
    assertThat(plane.at(place).at("/logHouse/serviceId").asString()).isEqualTo(id(service));
    assertThat(plane.at(place).at("/logHouse/retentionDays").intValue()).isEqualTo(30);
    assertThat(condition(place, "LogShippingReady")).contains("True Ready");
    plane.until(() -> condition(service, "LogTableReady").equals(Optional.of("True TableMade")));
    assertThat(job(30)).isPresent();
    assertThat(object("configmaps", namespace(service), "log-table")).isPresent();
    assertThat(shippers()).as("on every node").hasSize(nodes());
    assertThat(changes()).isEmpty();
    assertNobodyRestarted();
  }

  @Test
  @Order(4)
  void its_servers_alone_are_reached_by_what_sends_logs_and_on_one_port() {
    PodNetwork network = new PodNetwork(cluster());
    ObjectNode shipper = shippers().getFirst();
    ObjectNode server = network.pods(namespace(service), SERVERS).getFirst();
    assertThat(network.refusal(shipper, server, 8443)).isEmpty();
    for (int port : new int[] {9440, 9001, 9009, 9363}) {
      assertThat(network.refusal(shipper, server, port)).isPresent();
    }
    ObjectNode keeper = network.pods(namespace(service), KEEPERS).getFirst();
    assertThat(network.refusal(shipper, keeper, 2281)).isPresent();
    ObjectNode other = network.pods(namespace(bystander), SERVERS).getFirst();
    assertThat(network.refusal(shipper, other, 8443)).isPresent();
    ObjectNode storesOwn = network.pods("logging", "app.kubernetes.io/name=fluent-bit").getFirst();
    assertThat(network.refusal(storesOwn, server, 8443)).isPresent();
    assertThat(configuration())
        .contains("*_" + namespace(service) + "_*.log")
        .contains("clickhouse-headless." + namespace(service) + ".svc.cluster.local");
  }

  @Test
  @Order(5)
  void another_retention_reaches_the_table_and_restarts_nothing() {
    List<String> before = uids(shippers());
    choose("{'serviceId':'%s','retentionDays':90}".formatted(id(service)));
    plane.until(() -> job(90).isPresent() && job(30).isEmpty(), service);
    plane.until(() -> condition(service, "LogTableReady").equals(Optional.of("True TableMade")));
    plane.untilPhase(place, "ready");
    assertThat(plane.at(place).at("/logHouse/retentionDays").intValue()).isEqualTo(90);
    assertThat(job(90).orElseThrow().toString()).contains("toIntervalDay(90)");
    assertThat(uids(shippers())).isEqualTo(before);
    assertNobodyRestarted();
  }

  @Test
  @Order(6)
  void a_table_that_cannot_be_made_is_told_of_and_everything_else_runs() {
    cluster().givesUp(namespace(service), "log-table-45");
    choose("{'serviceId':'%s','retentionDays':45}".formatted(id(service)));
    plane.until(
        () -> condition(service, "LogTableReady").equals(Optional.of("False TableFailed")),
        service);
    assertThat(message(service, "LogTableReady")).contains("log-table/45", "it failed");
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");
    plane.untilPhase(place, "ready");

    choose("{'serviceId':'%s','retentionDays':90}".formatted(id(service)));
    plane.until(() -> condition(service, "LogTableReady").equals(Optional.of("True TableMade")));
    assertNobodyRestarted();
  }

  @Test
  @Order(7)
  void what_somebody_takes_away_or_changes_comes_back() {
    cluster().remove("daemonsets.apps", "logging", "loghouse-shipping");
    cluster().remove("networkpolicies.networking.k8s.io", namespace(service), "servers");
    plane.until(() -> object("daemonsets.apps", "logging", "loghouse-shipping").isPresent(), place);
    plane.until(
        () ->
            object("networkpolicies.networking.k8s.io", namespace(service), "servers")
                .filter(policy -> policy.toString().contains("loghouse-shipping"))
                .isPresent(),
        service);
    plane.until(LogHouseLifeTest::isShipping, place);
    plane.untilState(service, "running");
    assertThat(shippers()).hasSize(nodes());
  }

  @Test
  @Order(8)
  void where_nodes_cannot_send_only_a_condition_tells() {
    cluster().neverReady("DaemonSet", "logging", "loghouse-shipping");
    cluster().remove("daemonsets.apps", "logging", "loghouse-shipping");
    plane.until(() -> !isShipping(), place);
    assertThat(phasesFor(Duration.ofMinutes(30))).containsExactly("ready");
    assertThat(condition(place, "Ready")).contains("True AllPresent");
    assertThat(isShipping()).isFalse();
    assertThat(message(place, "LoghouseShippingReady"))
        .contains("DaemonSet/loghouse-shipping: ", id(service));
    cluster().readyAgain("DaemonSet", "logging", "loghouse-shipping");
    plane.until(LogHouseLifeTest::isShipping, place);
  }

  /** They read it at their start alone. */
  @Test
  @Order(9)
  void a_renewed_certificate_has_what_sends_logs_start_anew() {
    List<String> before = uids(shippers());
    String end = certificateEnd();
    assertThat(end).startsWith("2026-04-05T");
    cluster().remove("secrets", "logging", "loghouse-shipping");
    plane.until(() -> !certificateEnd().equals(end), place);
    plane.until(
        () -> shippers().size() == nodes() && uids(shippers()).stream().noneMatch(before::contains),
        place);
    plane.until(LogHouseLifeTest::isShipping, place);
    assertNobodyRestarted();
  }

  @Test
  @Order(10)
  void it_may_be_stopped_and_the_infrastructure_stays_ready() {
    tell("stop");
    plane.untilState(service, "stopped");
    assertThat(isShipping()).as("the nodes hold back").isTrue();
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("ready");
    assertThat(condition(service, "LogTableReady")).contains("True TableMade");

    choose("{'serviceId':'%s','retentionDays':60}".formatted(id(service)));
    plane.untilPhase(place, "ready");
    plane.until(() -> job(60).isPresent(), service);
    assertThat(plane.at(service).get("state").asString()).isEqualTo("stopped");
    assertThat(condition(service, "LogTableReady")).contains("False TablePending");

    tell("start");
    plane.untilState(service, "running");
    plane.until(() -> condition(service, "LogTableReady").equals(Optional.of("True TableMade")));
    assertThat(pods(bystander)).isEqualTo(of(bystander, pods));
    pods = pods();
  }

  @Test
  @Order(11)
  void it_does_not_sleep_and_is_not_deleted_while_it_keeps_logs() {
    JsonNode idling =
        refused(
            plane.client.patch(service + "/replicaScaling", "{'idleScaling':true}"),
            "idle-scaling-of-log-house");
    assertThat(idling.at("/details/0/field").asString()).isEqualTo("idleScaling");
    assertThat(idling.at("/details/0/remedy").asString()).contains("logHouse");
    TestClient.Reply nightly =
        plane.client.post(
            service + "/scalingSchedule",
            "{'entries':[{'name':'night','weekdays':[1],'startHourUtc':1,'endHourUtc':2,"
                + "'idleScaling':true}]}");
    assertThat(nightly.code()).isEqualTo("idle-scaling-of-log-house");
    plane.client.patch(service + "/replicaScaling", "{'idleScaling':false}").result();

    tell("stop");
    plane.untilState(service, "stopped");
    JsonNode kept = refused(plane.client.delete(service), "service-keeps-logs");
    assertThat(kept.at("/details/0/remedy").asString()).contains("logHouse");
    assertThat(plane.at(service).get("state").asString()).isEqualTo("stopped");
    tell("start");
    plane.untilState(service, "running");
    pods = pods();
  }

  @Test
  @Order(12)
  void once_another_is_chosen_all_goes_to_that_one() {
    choose("{'serviceId':'%s'}".formatted(id(bystander)));
    plane.until(
        () ->
            isShipping() && configuration().contains("clickhouse-headless." + namespace(bystander)),
        place,
        bystander);
    assertThat(plane.at(place).at("/logHouse/retentionDays").intValue()).isEqualTo(30);
    assertThat(configuration())
        .contains("*_" + namespace(bystander) + "_*.log")
        .doesNotContain(namespace(service));
    assertThat(shippers()).hasSize(nodes());
    plane.until(() -> condition(bystander, "LogTableReady").equals(Optional.of("True TableMade")));
    assertThat(policy(bystander)).contains("loghouse-shipping");
    untilLetGo(service);
    assertNobodyRestarted();
  }

  @Test
  @Order(13)
  void once_none_is_chosen_any_more_all_goes_but_the_table() {
    choose("null");
    untilLetGo(bystander);
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("ready");
    assertThat(plane.at(place).has("logHouse")).isFalse();
    assertThat(condition(place, "LoghouseShippingReady")).isEmpty();
    assertThat(names("logging"))
        .as("its certificate's secret too")
        .noneMatch(name -> name.contains("loghouse"));
    assertNobodyRestarted();
  }

  @Test
  @Order(14)
  void let_go_a_moment_before_they_are_deleted_and_teardown_leaves_nothing() {
    tell("stop");
    plane.untilState(service, "stopped");
    plane.client.delete(service + "?data=delete").result();
    plane.until(() -> plane.client.get(service).status() == 404);
    assertThat(pods(bystander)).isEqualTo(of(bystander, pods));

    choose("{'serviceId':'%s'}".formatted(id(bystander)));
    plane.until(LogHouseLifeTest::isShipping, place);
    choose("null");
    plane.client.patch(bystander + "/state", "{'command':'stop'}").result();
    plane.untilState(bystander, "stopped");
    plane.client.delete(bystander + "?data=delete").result();
    plane.until(() -> plane.client.get(bystander).status() == 404);
    plane.client.delete(place + "?data=delete").result();
    plane.untilPhase(place, "deleted");
    assertThat(plane.client.get(place + "/leftovers").result()).isEmpty();
  }

  /** Nothing of it is left there but the table, which nobody of ours looks at. */
  private static void untilLetGo(String of) {
    plane.until(
        () -> names(namespace(of)).stream().noneMatch(name -> name.contains("log-table")), of);
    plane.untilState(of, "running");
    plane.until(() -> condition(of, "LogTableReady").isEmpty(), of);
    assertThat(policy(of)).doesNotContain("loghouse");
    if (!plane.at(place).has("logHouse")) {
      plane.until(() -> condition(place, "LoghouseShippingReady").isEmpty(), place);
    }
  }

  private static boolean isShipping() {
    return condition(place, "LoghouseShippingReady").equals(Optional.of("True Ready"));
  }

  private static String policy(String of) {
    return object("networkpolicies.networking.k8s.io", namespace(of), "servers")
        .orElseThrow()
        .toString();
  }

  /** In which the infrastructure is for so long. */
  private static Set<String> phasesFor(Duration time) {
    Set<String> phases = new TreeSet<>();
    Instant end = plane.clock.instant().plus(time);
    plane.until(() -> {
      phases.add(plane.at(place).get("phase").asString());
      return !plane.clock.instant().isBefore(end);
    });
    return phases;
  }

  private static JsonNode refused(TestClient.Reply reply, String code) {
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo(code);
    return reply.json();
  }

  private static void choose(String logHouse) {
    plane.client.patch(place, "{'logHouse':%s}".formatted(logHouse)).result();
  }

  private static void tell(String command) {
    plane.client.patch(service + "/state", "{'command':'%s'}".formatted(command)).result();
  }

  private static void assertNobodyRestarted() {
    assertThat(pods()).isEqualTo(pods);
  }

  private static Map<String, String> pods() {
    Map<String, String> all = new TreeMap<>(pods(service));
    all.putAll(pods(bystander));
    return all;
  }

  /** Another pod under the same name has another id. */
  private static Map<String, String> pods(String of) {
    String namespace = namespace(of);
    return List.of(SERVERS, KEEPERS).stream()
        .flatMap(labels -> new PodNetwork(cluster()).pods(namespace, labels).stream())
        .collect(
            Collectors.toMap(
                pod -> namespace + "/" + pod.at("/metadata/name").asText(),
                pod -> pod.at("/metadata/uid").asText()));
  }

  private static Map<String, String> of(String of, Map<String, String> all) {
    return all.entrySet().stream()
        .filter(one -> one.getKey().startsWith(namespace(of) + "/"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<ObjectNode> shippers() {
    return new PodNetwork(cluster()).pods("logging", SHIPPERS);
  }

  private static int nodes() {
    return new PodNetwork(cluster()).pods("logging", "app.kubernetes.io/name=fluent-bit").size();
  }

  private static List<String> uids(List<ObjectNode> pods) {
    return pods.stream().map(pod -> pod.at("/metadata/uid").asText()).toList();
  }

  private static String configuration() {
    return object("configmaps", "logging", "loghouse-shipping").orElseThrow().toString();
  }

  private static String certificateEnd() {
    return object("daemonsets.apps", "logging", "loghouse-shipping")
        .map(set -> set.at("/spec/template/metadata/annotations/freehold.io~1certificate").asText())
        .orElse("");
  }

  private static Optional<ObjectNode> job(int days) {
    return object("jobs.batch", namespace(service), "log-table-" + days);
  }

  private static Optional<ObjectNode> object(String resource, String namespace, String name) {
    return cluster().object(resource, namespace, name);
  }

  private static List<String> names(String namespace) {
    return cluster().objects().stream()
        .filter(one -> one.namespace().equals(namespace))
        .map(ObjectSummary::name)
        .toList();
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static String message(String path, String type) {
    return plane
        .at(path)
        .get("conditions")
        .valueStream()
        .filter(one -> one.get("type").asString().equals(type))
        .map(one -> one.get("message").asString())
        .findFirst()
        .orElse("");
  }

  /** Its status and reason. */
  private static Optional<String> condition(String path, String type) {
    return plane
        .at(path)
        .get("conditions")
        .valueStream()
        .filter(one -> one.get("type").asString().equals(type))
        .map(one -> one.get("status").asString() + " " + one.get("reason").asString())
        .findFirst();
  }

  private static List<String> changes() {
    return plane
        .at(place + "/plan")
        .get("changes")
        .valueStream()
        .map(one -> one.get("action").asString() + " " + one.get("node").asString())
        .toList();
  }

  private static String id(String path) {
    return path.substring("/services/".length());
  }

  private static String namespace(String of) {
    String host = plane.at(of).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }
}
