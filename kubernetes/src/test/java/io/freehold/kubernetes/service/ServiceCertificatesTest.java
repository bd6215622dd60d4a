package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether all ends of a service's connections agree on their certificates and ports. */
class ServiceCertificatesTest {
  private static final String INSIDE = "clickhouse-inside.largeabcde.svc.cluster.local";

  /**
   * The names of pods as the operator makes them: {@code
   * https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/api/v1alpha1}.
   */
  @ParameterizedTest
  @CsvSource({
    "keeper-certificate, keeper-keeper-0-0.keeper-keeper-headless",
    "keeper-certificate, keeper-keeper-2-0.keeper-keeper-headless",
    "clickhouse-certificate, clickhouse-clickhouse-0-0-0.clickhouse-clickhouse-headless",
    "clickhouse-certificate, clickhouse-clickhouse-0-19-0.clickhouse-clickhouse-headless"
  })
  void pods_are_known_by_their_names(String certificate, String pod) {
    String host = pod + ".largeabcde.svc.cluster.local";
    assertThat(names(certificate)).contains(host.replaceFirst("[^.]*", "*"));
  }

  @Test
  void plain_ports_are_closed_and_the_pods_show_their_certificates() {
    assertThat(List.of("keeper", "clickhouse"))
        .allSatisfy(node ->
            assertThat(at(content(node), "spec", "settings", "tls"))
                .isEqualTo(
                    Map.of(
                        "enabled",
                        true,
                        "required",
                        true,
                        "serverCertSecret",
                        Map.of("name", at(content(node + "-certificate"), "spec", "secretName")))));
  }

  @Test
  void the_gateway_asks_for_a_name_that_the_servers_have() {
    assertThat(at(content("inside-tls"), "spec", "host")).isEqualTo(INSIDE);
    assertThat(at(content("inside-tls"), "spec", "trafficPolicy", "tls"))
        .isEqualTo(
            Map.of(
                "mode",
                "SIMPLE",
                "credentialName",
                at(platform("gateway-authority"), "spec", "secretName"),
                "sni",
                INSIDE,
                "subjectAltNames",
                List.of(INSIDE)));
    assertThat(names("clickhouse-certificate")).contains(INSIDE);
    assertThat(Rendered.platform())
        .filteredOn(one -> one.node().equals("gateway-authority"))
        .singleElement()
        .satisfies(one -> assertThat(one.manifest().namespace()).isEqualTo("istio-ingress"));
  }

  /** The issuer is of the whole cluster: cert-manager looks for its key in its own namespace. */
  @Test
  void the_key_of_the_authority_is_where_cert_manager_looks_for_it() {
    assertThat(at(platform("internal-issuer"), "spec", "ca", "secretName"))
        .isEqualTo(at(platform("internal-authority"), "spec", "secretName"));
    assertThat(Rendered.platform())
        .filteredOn(one -> one.node().equals("internal-authority"))
        .singleElement()
        .satisfies(one -> assertThat(one.manifest().namespace()).isEqualTo("cert-manager"));
    assertThat(at(content("keeper-certificate"), "spec", "issuerRef", "name"))
        .isEqualTo(at(content("clickhouse-certificate"), "spec", "issuerRef", "name"))
        .isEqualTo("freehold-internal");
  }

  @Test
  void nothing_leads_to_a_port_without_tls() {
    List<KubernetesKind> ways =
        List.of(
            KubernetesKinds.SERVICE,
            KubernetesKinds.GATEWAY,
            KubernetesKinds.VIRTUAL_SERVICE,
            KubernetesKinds.CRON_JOB);
    assertThat(Rendered.service(Rendered.LARGE))
        .filteredOn(one -> ways.contains(one.kind()))
        .hasSize(4)
        .extracting(one -> one.manifest().content().toString())
        .noneMatch(text -> text.matches("(?s).*\\b(8123|9000|9001|9009|2181)\\b.*"))
        .allMatch(text -> text.contains("9440"));
  }

  /** Without the option it takes any name, and the image's own authorities are many. */
  @Test
  void a_backup_goes_to_no_other_server() {
    Object pod = at(content("backups"), "spec", "jobTemplate", "spec", "template", "spec");
    assertThat(String.valueOf(at(content("backup-client"), "data", "client.yaml")))
        .contains("loadDefaultCAFile: false", "extendedVerification: true")
        .contains("caConfig: /etc/freehold/authority/ca.crt");
    assertThat(String.valueOf(pod))
        .contains("--secure", "--host " + INSIDE + " ", "--config-file /etc/freehold/client/")
        .contains("name=backup-client", "secretName=clickhouse-certificate")
        .doesNotContain("tls.key");
  }

  private static List<String> names(String node) {
    List<?> names = (List<?>) at(content(node), "spec", "dnsNames");
    return names.stream().map(String::valueOf).toList();
  }

  private static Map<String, Object> content(String node) {
    return find(Rendered.service(Rendered.LARGE), node);
  }

  private static Map<String, Object> platform(String node) {
    return find(Rendered.platform(), node);
  }

  private static Map<String, Object> find(List<Rendered> all, String node) {
    return all.stream()
        .filter(one -> one.node().equals(node))
        .findFirst()
        .orElseThrow()
        .manifest()
        .content();
  }

  private static Object at(Object tree, String... path) {
    Object here = tree;
    for (String name : path) {
      here = ((Map<?, ?>) here).get(name);
    }
    return here;
  }
}
