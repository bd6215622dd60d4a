package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.simulator.kubernetes.lever.Lever;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prometheus behind the API server's proxy of services. */
class PrometheusTest {
  private static final String SERVERS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: servers, namespace: default}
      spec:
        replicas: 2
        selector: {matchLabels: {app: servers}}
        template:
          metadata: {labels: {app: servers}}
          spec:
            containers:
            - {name: server, image: "example.com/server:1", ports: [{name: prometheus, containerPort: 9363}]}
      """;
  private static final String GATEWAY =
      SERVERS
          .replace("servers", "gateway")
          .replace("app: gateway", "istio: ingressgateway")
          .replace("[{name: prometheus, containerPort: 9363}]", "[]");

  private final TestCluster test = TestCluster.start();

  @BeforeEach
  void definitions() {
    for (String[] kind :
        new String[][] {{"prometheuses", "Prometheus"}, {"podmonitors", "PodMonitor"}}) {
      Manifests.apply(
          test.client(),
          Manifests.BINDINGS
              .replace("targetgroupbindings", kind[0])
              .replace("elbv2.k8s.aws", "monitoring.coreos.com")
              .replace("TargetGroupBinding", kind[1])
              .replace("v1beta1", "v1"));
    }
    Manifests.apply(
        test.client(),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: measured, namespace: default}
        spec:
          selector: {app.kubernetes.io/name: prometheus, operator.prometheus.io/name: main}
          ports: [{name: http-web, port: 9090}]
        """);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private void prometheus() {
    Manifests.apply(
        test.client(),
        """
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: main, namespace: default}
        spec: {replicas: 2}
        """);
  }

  private void measure(String what, String label, String port) {
    Manifests.apply(
        test.client(),
        """
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: {name: %s, namespace: default}
        spec:
          selector: {matchLabels: {%s}}
          podMetricsEndpoints: [{port: %s}]
        """
            .formatted(what, label, port));
  }

  private JsonNode ask(String query) throws Exception {
    return new ObjectMapper()
        .readTree(raw("measured:9090/proxy/api/v1/query?query=" + encoded(query)))
        .at("/data/result");
  }

  private String raw(String path) {
    return test.client().raw("/api/v1/namespaces/default/services/" + path);
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  @Test
  void it_answers_once_its_pods_are_ready() throws Exception {
    assertThat(raw("nobody:9090/proxy/api/v1/query?query=up")).isNull();
    assertThatThrownBy(() -> ask("up"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("no endpoints available for service");
    prometheus();
    assertThatThrownBy(() -> ask("up")).isInstanceOf(KubernetesClientException.class);
    test.pass(60);
    assertThat(ask("up")).isEmpty();
    assertThatThrownBy(() -> raw("measured:9091/proxy/api/v1/query?query=up"))
        .hasMessageContaining("no endpoints available");
    assertThat(raw("measured:9090/proxy/metrics")).as("what it does not have").isNull();
  }

  @Test
  void what_monitors_name_is_up_while_it_is_ready() throws Exception {
    prometheus();
    Manifests.apply(test.client(), SERVERS);
    measure("servers", "app: servers", "prometheus");
    test.pass(10);
    test.pass(50);
    assertThat(ask("up{job=\"default/servers\"}")).hasSize(2);
    assertThat(ask("up").findValuesAsText("namespace")).containsOnly("default");
    assertThat(value(ask("up").get(0))).isEqualTo("1");
    test.cluster().neverReady("Deployment", "default", "servers");
    assertThat(value(ask("up").get(0))).isEqualTo("0");
    measure("servers", "app: servers", "another");
    assertThat(ask("up")).as("by a port that the pods do not have").isEmpty();
    assertThat(ask("some_metric_that_nobody_has")).isEmpty();
  }

  @Test
  void what_servers_say_of_themselves_is_handed_on() {
    prometheus();
    Manifests.apply(test.client(), SERVERS);
    measure("servers", "app: servers", "prometheus");
    test.pass(60);
    test.cluster().prometheus().use("default");
    test.cluster().prometheus().useWithoutRight("default");
    String found = federated("{__name__=~\"ClickHouse.+\",job=\"default/servers\"}");
    assertThat(found.lines().filter(line -> line.startsWith("#")))
        .containsExactly(
            "# TYPE ClickHouseAsyncMetrics_Uptime untyped",
            "# TYPE ClickHouseErrorMetric_AUTHENTICATION_FAILED untyped",
            "# TYPE ClickHouseMetrics_Query untyped",
            "# TYPE ClickHouseProfileEvents_Query untyped");
    assertThat(found.lines().filter(line -> !line.startsWith("#"))).hasSize(4 * 2);
    assertThat(found)
        .containsPattern(
            "ClickHouseProfileEvents_Query\\{endpoint=\"prometheus\",instance=\"[0-9.]+\",job=\"default/servers\",namespace=\"default\",pod=\"servers-[^\"]+\"}"
                + " 1 \\d{13}\n");
    assertThat(federated("{job=\"default/another\"}")).isEmpty();
    assertThatThrownBy(() -> federated("{job"))
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.throwable(
                KubernetesClientException.class))
        .extracting(KubernetesClientException::getCode)
        .isEqualTo(400);
  }

  private String federated(String selector) {
    return raw("measured:9090/proxy/federate?match%5B%5D=" + encoded(selector));
  }

  @Test
  void what_clients_do_is_counted_at_the_gateway() throws Exception {
    prometheus();
    Manifests.apply(test.client(), GATEWAY);
    measure("gateway", "istio: ingressgateway", "http-envoy-prom");
    test.pass(60);
    String answered = "istio_requests_total{destination_service_namespace=\"one\"}";
    assertThat(ask(answered)).as("before the first request").isEmpty();
    test.cluster().prometheus().queries("one", 30);
    test.pass(120);
    assertThat(value(ask(answered).get(0))).isEqualTo("60");
    test.cluster().prometheus().queries("one", 0);
    test.cluster().prometheus().use("one");
    test.pass(600);
    assertThat(value(ask("last_over_time(" + answered + "[2m])").get(0))).isEqualTo("61");
    test.cluster().prometheus().useWithoutRight("one");
    assertThat(ask(answered)).hasSize(2);
    assertThat(ask(answered.replace("}", ",response_code!~\"401|403\"}"))).hasSize(1);
    assertThat(ask(answered + " or up")).hasSize(4);
    assertThat(ask("{__name__=~\"up|istio_requests_total\"}")).hasSize(4);
    test.cluster().prometheus().measures(false);
    assertThat(ask("up or " + answered)).isEmpty();
  }

  @Test
  void levers_strike_and_what_is_not_simulated_is_refused() {
    prometheus();
    test.pass(60);
    Lever lever = test.cluster().failNext("get", "services/proxy");
    assertThatThrownBy(() -> ask("up")).isInstanceOf(KubernetesClientException.class);
    assertThat(lever.fired()).isEqualTo(1);
    assertThatThrownBy(() -> ask("rate(up[5m])"))
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.throwable(
                KubernetesClientException.class))
        .extracting(KubernetesClientException::getCode)
        .isEqualTo(400);
    assertThat(test.cluster().callCounts()).containsEntry("get services/proxy", 2);
  }

  private static String value(JsonNode series) {
    return series.at("/value/1").asText();
  }
}
