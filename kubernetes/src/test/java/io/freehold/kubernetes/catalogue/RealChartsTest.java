package io.freehold.kubernetes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartFolder;
import io.freehold.kubernetes.chart.ClusterRun;
import io.freehold.kubernetes.chart.Release;
import io.freehold.kubernetes.chart.RenderedObject;
import io.freehold.kubernetes.chart.RenderedRelease;
import io.freehold.kubernetes.chart.Renderer;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.model.infrastructure.InfrastructureSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every chart of the catalogue takes the values that we give it and renders into objects that can
 * be things of a graph: for each chart that lies in the folder {@code FREEHOLD_CHARTS}.
 */
class RealChartsTest {
  static final Map<String, String> FACTS =
      Map.of(
          "cluster", "clickhouse-byoc-abcdefghij",
          "vpc", "",
          "region", "eu-central-1",
          "infrastructure", "abcdefghij",
          "domain", "abcdefghij.eu-central-1.aws.example.com",
          "monitoringBucket", "clickhouse-byoc-abcdefghij-monitoring",
          "secretDigest", "0123456789abcdef",
          "logHouse", "logsabcdef");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KUBERNETES = InfrastructureSpec.DEFAULT_KUBERNETES_VERSION + ".0";

  static List<String> charts() {
    return ReleaseCatalogue.newest().components().stream()
        .filter(component -> component.chart().isPresent())
        .map(Component::name)
        .toList();
  }

  private static Chart chart(Component component) {
    String folder = System.getenv("FREEHOLD_CHARTS");
    assumeTrue(folder != null && Files.isDirectory(Path.of(folder)), "needs FREEHOLD_CHARTS");
    Optional<Chart> chart = new ChartFolder(Path.of(folder)).find(component.chart().orElseThrow());
    assumeTrue(chart.isPresent(), () -> "needs " + component.chart().orElseThrow());
    return chart.orElseThrow();
  }

  private static RenderedRelease rendered(String name) {
    Component component = ReleaseCatalogue.newest().find(name).orElseThrow();
    return new Renderer().render(component.release(chart(component), FACTS, KUBERNETES));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void takes_our_values_and_renders_the_same_each_time(String name) {
    RenderedRelease release = rendered(name);
    assertThat(release.objects()).isNotEmpty();
    assertThat(rendered(name)).isEqualTo(release);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void runs_no_image_without_a_version(String name) {
    assertThat(rendered(name).objects().stream().flatMap(RealChartsTest::images))
        .allSatisfy(image ->
            assertThat(image).matches(".+(:[^/]*[0-9][^/]*|@sha256:.+)").doesNotContain("latest"));
  }

  private static Stream<String> images(RenderedObject object) {
    return images("", object.manifest().content());
  }

  private static Stream<String> images(String field, Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(one -> images(String.valueOf(one.getKey()), one.getValue()));
      case List<?> list -> list.stream().flatMap(one -> images(field, one));
      case String text when field.equals("image") && !text.equals("auto") -> Stream.of(text);
      default -> Stream.empty();
    };
  }

  @ParameterizedTest
  @MethodSource("charts")
  void uses_the_service_account_that_its_role_is_bound_to(String name) {
    Map<String, String> accounts =
        Map.of(
            "cert-manager", "cert-manager/cert-manager",
            "external-dns", "external-dns/external-dns",
            "aws-load-balancer-controller", "kube-system/aws-load-balancer-controller",
            "cluster-autoscaler", "kube-system/cluster-autoscaler",
            "prometheus", "monitoring/thanos");
    Set<String> found =
        Set.copyOf(
            rendered(name).objects().stream()
                .filter(object -> object.kind().kind().equals("ServiceAccount"))
                .map(object -> object.manifest().id())
                .toList());
    if (accounts.containsKey(name)) {
      assertThat(found).contains(accounts.get(name));
    }
  }

  @ParameterizedTest
  @MethodSource("charts")
  void runs_on_the_nodes_of_the_platform_or_on_all_nodes(String name) {
    for (RenderedObject object : rendered(name).objects()) {
      JsonNode spec = content(object).path("spec");
      switch (object.kind().kind()) {
        case "Deployment", "StatefulSet" -> assertOfThePlatform(object, spec.at("/template/spec"));
        case "Prometheus", "Alertmanager" -> assertOfThePlatform(object, spec);
        case "DaemonSet" ->
            assertThat(spec.at("/template/spec/tolerations").toString())
                .as(object.toString())
                .isEqualTo("[{\"operator\":\"Exists\"}]");
        default -> {
          // Runs nothing.
        }
      }
    }
  }

  private static void assertOfThePlatform(RenderedObject object, JsonNode pod) {
    assertThat(pod.at("/nodeSelector/freehold.io~1pool").asText())
        .as(object.toString())
        .isEqualTo("system");
  }

  private static JsonNode content(RenderedObject object) {
    return JSON.valueToTree(object.manifest().content());
  }

  private static JsonNode content(String component, String kind, String id) {
    return rendered(component).objects().stream()
        .filter(object -> object.kind().kind().equals(kind) && object.manifest().id().equals(id))
        .map(RealChartsTest::content)
        .findFirst()
        .orElseThrow();
  }

  /** Else whoever may edit a namespace has the cluster's own authority certify any name. */
  @Test
  void nobody_may_order_certificates_for_being_editor_of_a_namespace() {
    assertThat(rendered("cert-manager").objects())
        .filteredOn(object -> object.kind().kind().equals("ClusterRole"))
        .isNotEmpty()
        .noneMatch(object -> object.manifest().labels().toString().contains("aggregate-to-"));
  }

  /** The load balancers' target groups, Istio's gateways and the proxy protocol count upon it. */
  @Test
  void the_gateway_is_as_everybody_else_expects_it() {
    String id = "istio-ingress/istio-ingressgateway";
    JsonNode service = content("istio-gateway", "Service", id).path("spec");
    assertThat(service.path("type").asText()).isEqualTo("ClusterIP");
    assertThat(service.at("/selector/istio").asText()).isEqualTo("ingressgateway");
    assertThat(service.path("ports").findValuesAsText("port")).containsExactly("8443", "9440");
    assertThat(service.path("ports").findValuesAsText("targetPort"))
        .containsExactly("8443", "9440");
    JsonNode deployment = content("istio-gateway", "Deployment", id).path("spec");
    assertThat(deployment.path("replicas").asInt()).isEqualTo(3);
    JsonNode template = deployment.path("template");
    assertThat(template.at("/metadata/labels/istio").asText()).isEqualTo("ingressgateway");
    // istiod writes the container that is needed into the pod.
    assertThat(template.at("/metadata/labels/sidecar.istio.io~1inject").asText()).isEqualTo("true");
    assertThat(template.at("/metadata/annotations/inject.istio.io~1templates").asText())
        .isEqualTo("gateway");
    assertThat(template.at("/metadata/annotations/proxy.istio.io~1config").asText())
        .isEqualTo("{\"gatewayTopology\":{\"proxyProtocol\":{}}}");
    JsonNode spread = template.at("/spec/topologySpreadConstraints/0");
    assertThat(spread.path("topologyKey").asText()).isEqualTo("topology.kubernetes.io/zone");
    assertThat(spread.at("/labelSelector/matchLabels/istio").asText()).isEqualTo("ingressgateway");
    assertThat(
            content("istio-gateway", "PodDisruptionBudget", id).at("/spec/maxUnavailable").asInt())
        .isEqualTo(1);
  }

  /** istiod makes {@code Fail} of {@code Ignore}: we would undo it, and it would do it again. */
  @ParameterizedTest
  @CsvSource({"istio-base, /istiod-default-validator", "istiod, /istio-validator-istio-system"})
  void a_webhook_is_as_its_own_program_makes_it(String component, String id) {
    JsonNode webhooks = content(component, "ValidatingWebhookConfiguration", id).path("webhooks");
    assertThat(webhooks.findValuesAsText("failurePolicy")).containsExactly("Fail");
  }

  /** By which others know that a program runs. */
  @ParameterizedTest
  @CsvSource({
    "cert-manager, cert-manager/cert-manager, cert-manager",
    "cert-manager, cert-manager/cert-manager-webhook, webhook",
    "external-dns, external-dns/external-dns, external-dns",
    "aws-load-balancer-controller, kube-system/aws-load-balancer-controller,"
        + " aws-load-balancer-controller",
    "cluster-autoscaler, kube-system/cluster-autoscaler, aws-cluster-autoscaler",
    "istiod, istio-system/istiod, istiod",
    "istio-gateway, istio-ingress/istio-ingressgateway, istio-ingressgateway",
    "prometheus, monitoring/prometheus-operator, kube-prometheus-stack-prometheus-operator",
    "clickhouse-operator, clickhouse-operator/clickhouse-operator-controller-manager,"
        + " clickhouse-operator"
  })
  void programs_have_the_names_and_labels_that_are_known(
      String component, String id, String label) {
    assertThat(
            content(component, "Deployment", id)
                .at("/spec/template/metadata/labels/app.kubernetes.io~1name")
                .asText())
        .isEqualTo(label);
  }

  @Test
  void logs_are_sent_to_where_they_are_kept() {
    String configuration =
        content("log-shipping", "ConfigMap", "logging/fluent-bit")
            .at("/data/fluent-bit.conf")
            .asText();
    JsonNode service = content("log-store", "Service", "logging/log-store").path("spec");
    assertThat(configuration).contains("Host log-store.logging.svc").contains("Port 9428");
    assertThat(service.path("ports").findValuesAsText("port")).containsExactly("9428");
    JsonNode shipper = content("log-shipping", "DaemonSet", "logging/fluent-bit");
    JsonNode policy = content("log-store", "NetworkPolicy", "logging/log-store").path("spec");
    assertThat(shipper.at("/spec/template/metadata/labels/app.kubernetes.io~1name"))
        .isEqualTo(policy.at("/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1name"));
    JsonNode store = content("log-store", "StatefulSet", "logging/log-store").path("spec");
    assertThat(store.at("/template/metadata/labels/app.kubernetes.io~1instance"))
        .isEqualTo(service.at("/selector/app.kubernetes.io~1instance"))
        .isEqualTo(policy.at("/podSelector/matchLabels/app.kubernetes.io~1instance"));
  }

  @Test
  void logs_are_kept_on_a_volume_for_a_week_and_within_its_size() {
    JsonNode store = content("log-store", "StatefulSet", "logging/log-store").path("spec");
    JsonNode claim = store.at("/volumeClaimTemplates/0/spec");
    assertThat(claim.path("storageClassName").asText()).isEqualTo(Platform.STORAGE_CLASS);
    assertThat(claim.at("/resources/requests/storage").asText()).isEqualTo("20Gi");
    assertThat(store.at("/template/spec/containers/0/args").toString())
        .contains("--retentionPeriod=7d", "--retention.maxDiskSpaceUsageBytes=12GiB");
  }

  @Test
  void what_a_node_holds_back_of_its_logs_is_bounded_and_survives_its_pod() {
    assertThat(
            content("log-shipping", "ConfigMap", "logging/fluent-bit")
                .at("/data/fluent-bit.conf")
                .asText())
        .contains("storage.type filesystem", "storage.total_limit_size 512M")
        .contains("storage.path /var/lib/fluent-bit/", "Read_from_Head On");
    JsonNode pod =
        content("log-shipping", "DaemonSet", "logging/fluent-bit").at("/spec/template/spec");
    assertThat(pod.path("volumes").toString()).contains("\"path\":\"/var/lib/fluent-bit\"");
    assertThat(pod.at("/containers/0/volumeMounts").toString()).contains("/var/lib/fluent-bit");
  }

  @Test
  void the_loghouse_gets_logs_with_a_certificate_and_not_its_own() {
    String configuration =
        content("loghouse-shipping", "ConfigMap", "logging/loghouse-shipping")
            .at("/data/fluent-bit.conf")
            .asText();
    assertThat(configuration)
        .contains(
            "Host clickhouse-clickhouse-0-0-0.clickhouse-clickhouse-headless.logsabcdef.svc.cluster.local",
            "Port 8443",
            "Exclude_Path /var/log/containers/*_logsabcdef_*.log,",
            "tls.verify_hostname On",
            "Header X-ClickHouse-SSL-Certificate-Auth on",
            "Read_from_Head On",
            "Retry_Limit no_limits",
            "storage.type filesystem",
            "storage.total_limit_size 512M")
        .doesNotContain("X-ClickHouse-Key", "Passwd");
    JsonNode template =
        content("loghouse-shipping", "DaemonSet", "logging/loghouse-shipping").at("/spec/template");
    assertThat(template.at("/metadata/labels/app.kubernetes.io~1name").asText())
        .as("which the log store does not let in, and the service does")
        .isEqualTo("loghouse-shipping");
    assertThat(template.at("/spec/volumes").toString())
        .as("what is held back for one service never goes to another")
        .contains(
            "\"secretName\":\"loghouse-shipping\"",
            "\"path\":\"/var/lib/loghouse-shipping/logsabcdef\"");
    assertThat(template.at("/spec/containers/0/volumeMounts").toString())
        .contains("/etc/loghouse-shipping", "/var/lib/loghouse-shipping");
  }

  @Test
  void tailscale_finds_its_client_where_we_put_it() {
    JsonNode pod = content("tailscale", "Deployment", "tailscale/operator").at("/spec/template");
    assertThat(pod.at("/spec/volumes").toString())
        .contains(ReleaseCatalogue.newest().find("tailscale").orElseThrow().secret().orElseThrow());
    assertThat(rendered("tailscale").objects())
        .noneMatch(object -> object.kind().kind().equals("Secret"));
  }

  @Test
  void all_of_them_come_up_in_one_cluster_stay_as_they_are_and_go() {
    Release[] releases =
        charts().stream()
            .map(name -> ReleaseCatalogue.newest().find(name).orElseThrow())
            // The others wait for what the vendor or the customer has to give.
            .filter(component -> component.secret().isEmpty() && !component.onlyWithLogHouse())
            .map(component -> component.release(chart(component), FACTS, KUBERNETES))
            .toArray(Release[]::new);
    try (ClusterRun run = new ClusterRun()) {
      run.addStorageClass(Platform.STORAGE_CLASS);
      var graph = run.graph(releases);
      PassReport settled = run.settle(graph);
      assertThat(settled.nodes()).extracting(NodeStatus::state).containsOnly(State.READY);
      assertThat(run.plan(graph).changes()).isEmpty();
      run.dismantle(entry -> false);
      assertThat(run.ours()).isEmpty();
    }
  }
}
