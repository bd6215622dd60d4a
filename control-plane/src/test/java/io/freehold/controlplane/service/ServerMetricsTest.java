package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.lever.Lever;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ClickHouse's own metrics, as clients of the public API get them. */
class ServerMetricsTest {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final int REPLICAS = 3;

  private static SimulatedPlane plane;
  private static String place;
  private static String service;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("server-metrics");
    place = plane.infrastructure();
    service = plane.service(place);
    plane.untilState(service, "running");
    plane.until(() -> metrics(service).contains("ClickHouseMetrics_"));
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @BeforeEach
  void everythingAnswers() {
    cluster().reachable();
    cluster().readyAgain("Prometheus", "monitoring", "prometheus-prometheus");
    plane.until(() -> metrics(service).contains("scrape=\"full\""));
  }

  @Test
  void a_services_servers_tell_of_themselves_with_the_labels_of_the_public_api() {
    int before = count(metrics(service));
    cluster().prometheus().use(name());
    cluster().prometheus().use(name());
    String text = metrics(service);

    assertThat(count(text)).isEqualTo(before + 2);
    assertThat(lines(text, "ClickHouseProfileEvents_Query"))
        .hasSize(REPLICAS)
        .allMatch(line ->
            line.matches(
                "ClickHouseProfileEvents_Query\\{clickhouse_org=\"%s\",clickhouse_service=\"%s\","
                        .formatted(plane.client.organizationId(), id())
                    + "clickhouse_service_name=\"service 1\",hostname=\"(clickhouse\\S+)\","
                    + "instance=\"\\1\",table=\"system.events\"} \\d+"));
    assertThat(text)
        .contains(
            "# TYPE ClickHouseProfileEvents_Query counter\n",
            "# TYPE ClickHouseMetrics_Query gauge\n",
            "# TYPE ClickHouseAsyncMetrics_Uptime gauge\n",
            "# TYPE ClickHouseErrorMetric_AUTHENTICATION_FAILED counter\n",
            "table=\"system.metrics\"",
            "table=\"system.asynchronous_metrics\"",
            "table=\"system.errors\"")
        .doesNotContain("job=", "namespace=", "10.0.");
  }

  @Test
  void a_filtered_list_has_fewer_of_them() {
    Reply reply = plane.client.get(service + "/prometheus?filtered_metrics=true");
    assertThat(types(reply.text()))
        .contains("ClickHouse_ServiceInfo", "ClickHouseProfileEvents_Query")
        .doesNotContain("ClickHouseMetrics_Query", "ClickHouseAsyncMetrics_Uptime");
    assertThat(types(plane.client.get(service + "/prometheus?filtered_metrics=false").text()))
        .contains("ClickHouseMetrics_Query");
  }

  @Test
  void an_organizations_metrics_are_those_of_all_its_services() {
    String other = plane.service(place);
    plane.untilState(other, "running");
    plane.until(() -> metrics(other).contains("scrape=\"full\""));
    String all = plane.client.get("/prometheus").text();
    assertThat(lines(all, "ClickHouseMetrics_Query")).hasSize(2 * REPLICAS);
    assertThat(all).contains("\"service 1\"", "\"service 2\"");
    assertThat(types(all)).as("each metric's lines are together").doesNotHaveDuplicates();
    assertThat(metrics(service)).doesNotContain("\"service 2\"");

    plane.client.patch(other + "/state", "{'command':'stop'}").result();
    plane.untilState(other, "stopped");
    Lever asked = cluster().failNext("get", "services/proxy");
    assertThat(metrics(other))
        .as("nothing is asked of servers that are not there")
        .contains("clickhouse_cluster_status=\"stopped\"", "scrape=\"full\"")
        .doesNotContain("ClickHouseMetrics_");
    assertThat(asked.fired()).isZero();
    assertThat(metrics(service)).contains("scrape=\"partial\"");
    assertThat(asked.fired()).isEqualTo(1);
    plane.client.delete(other);
  }

  @Test
  void without_prometheus_there_is_what_the_control_plane_knows() {
    cluster().neverReady("Prometheus", "monitoring", "prometheus-prometheus");
    plane.until(() -> !metrics(service).contains("ClickHouseMetrics_"));
    assertKnownHere();
  }

  /** Fault 29. */
  @Test
  void while_the_cluster_cannot_be_reached_there_is_what_the_control_plane_knows() {
    cluster().unreachable();
    assertKnownHere();
    assertThat(plane.client.get("/prometheus?filtered_metrics=true").status()).isEqualTo(200);
  }

  @Test
  void what_prometheus_has_not_measured_is_not_known() {
    cluster().prometheus().measures(false);
    assertKnownHere();
    cluster().prometheus().measures(true);
    assertThat(metrics(service)).contains("ClickHouseMetrics_Query");
  }

  private static void assertKnownHere() {
    Reply reply = plane.client.get(service + "/prometheus");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(types(reply.text()))
        .containsExactly(
            "ClickHouse_ServiceInfo",
            "freehold_service_replicas",
            "freehold_service_replica_memory_bytes",
            "freehold_service_ready");
    assertThat(reply.text()).contains("scrape=\"partial\"} 1\n");
  }

  private static String metrics(String path) {
    return plane.client.get(path + "/prometheus").text();
  }

  private static List<String> lines(String text, String metric) {
    return text.lines().filter(line -> line.startsWith(metric + "{")).toList();
  }

  private static List<String> types(String text) {
    return TYPE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** Of queries, by all servers. */
  private static int count(String text) {
    return lines(text, "ClickHouseProfileEvents_Query").stream()
        .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static String id() {
    return service.substring("/services/".length());
  }

  private static String name() {
    String host = plane.at(service).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }
}
