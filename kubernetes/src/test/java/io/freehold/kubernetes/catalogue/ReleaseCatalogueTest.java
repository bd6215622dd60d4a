package io.freehold.kubernetes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.resource.Impact;
import io.freehold.model.infrastructure.NodePool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the catalogue says, and what it may not say. */
class ReleaseCatalogueTest {
  private static final String GOOD =
      """
      release: 3
      clickhouseVersion: 25.8.30.16
      components:
      - name: ground
        about: What others stand on.
        addOn: ground
        namespace: kube-system
        impact: rolling
      - name: beacon
        about: Shines.
        chart: {name: beacon, version: 1.0.0, archive: "https://charts.example.com/beacon.tgz"}
        namespace: lights
        needs: [ground]
        impact: none
        secret: oil
        values: {region: "${region}", list: [{in: "a ${region} b"}], number: 3}
        apis: [monitoring.coreos.com/v1]
        lookups: It finds nothing that it needs.
      """;

  @Test
  void is_read_with_all_that_it_says() {
    assertThat(ReleaseCatalogue.of(GOOD).clickhouseVersion()).isEqualTo("25.8.30.16");
    Component beacon = ReleaseCatalogue.of(GOOD).find("beacon").orElseThrow();
    assertThat(beacon.chart().orElseThrow().toString()).isEqualTo("beacon 1.0.0");
    assertThat(beacon.needs()).containsExactly("ground");
    assertThat(beacon.impact()).isEqualTo(Impact.NONE);
    assertThat(beacon.secret()).contains("oil");
    assertThat(beacon.findsNothing()).isPresent();
    assertThat(new Blanks("beacon", Map.of("region", "eu-central-1")).fill(beacon.values()))
        .isEqualTo(
            Map.of(
                "region",
                "eu-central-1",
                "list",
                List.of(Map.of("in", "a eu-central-1 b")),
                "number",
                3));
  }

  @Test
  void a_blank_that_nobody_knows_is_refused_by_name() {
    Component beacon = ReleaseCatalogue.of(GOOD).find("beacon").orElseThrow();
    assertThatThrownBy(() -> new Blanks("beacon", Map.of("zone", "x")).fill(beacon.values()))
        .hasMessageContaining("beacon")
        .hasMessageContaining("${region}")
        .hasMessageContaining("[zone]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 1.0.0|version: latest|beacon: chart: version|an exact version",
        "version: 1.0.0|version: 1.0.0, sha256: abc|beacon: chart: sha256|64 hexadecimal digits",
        "version: 1.0.0|version: 1.0.0, digest: abc|beacon: chart: digest|a known one",
        "https://charts|http://charts|beacon: chart: archive|https or oci",
        "needs: [ground]|needs: [sky]|beacon: needs|one of [ground]",
        "impact: none|impact: some|beacon: impact|none, rolling or disruptive",
        "secret: oil|secret: Oil|beacon: secret|the name of a secret",
        "secret: oil|wanted: always|beacon: wanted|a known one",
        "addOn: ground|about2: x|ground: chart, addOn|one",
        "- name: beacon|- name: ground|name|each name once",
        "namespace: lights|namespace: Lights|beacon: namespace|a namespace",
        "values: {|valuez: {|beacon: valuez|a known one",
        "components:|parts:|components|a list",
        "release: 3|release: three|release|a whole number",
        "25.8.30.16|25.8|clickhouseVersion|a version down to the patch",
        "25.8.30.16|latest|clickhouseVersion|a version down to the patch",
        "needs: [ground]|identity: nobody|beacon: identity|the suffix of a role"
      })
  void what_is_not_as_it_should_be_is_refused_by_its_field(
      String good, String bad, String field, String needed) {
    String text = GOOD.replace(good, bad);
    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> ReleaseCatalogue.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(field + ": found")
        .hasMessageContaining(needed);
  }

  @Test
  void the_current_one_has_every_component_that_a_cluster_needs() {
    assertThat(ReleaseCatalogue.newest().components())
        .extracting(Component::name)
        .contains(
            "vpc-cni",
            "coredns",
            "ebs-csi-driver",
            "metrics-server",
            "cert-manager",
            "external-dns",
            "aws-load-balancer-controller",
            "cluster-autoscaler",
            "istio-base",
            "istiod",
            "istio-gateway",
            "prometheus",
            "clickhouse-operator",
            "tailscale",
            "log-store",
            "log-shipping");
  }

  @Test
  void the_current_one_asks_for_no_fact_that_is_not_known_and_for_no_latest_image() {
    for (Component component : ReleaseCatalogue.newest().components()) {
      Map<String, Object> values =
          new Blanks(component.name(), RealChartsTest.FACTS).fill(component.values());
      assertThat(values.toString()).doesNotContain("${").doesNotContain("latest");
    }
  }

  @Test
  void what_the_newest_one_keeps_on_volumes_is_what_cost_estimates_count() {
    Map<String, Object> values =
        ReleaseCatalogue.newest().find("prometheus").orElseThrow().values();
    assertThat(
            claimed(values, "prometheus", "prometheusSpec", "storageSpec")
                + claimed(values, "alertmanager", "alertmanagerSpec", "storage")
                + claimedForLogs())
        .isEqualTo(NodePool.PLATFORM_VOLUMES_GB);
  }

  private static int claimedForLogs() {
    Map<?, ?> values = ReleaseCatalogue.newest().find("log-store").orElseThrow().values();
    Map<?, ?> volume = (Map<?, ?>) ((Map<?, ?>) values.get("server")).get("persistentVolume");
    return gigabytes(volume.get("size"));
  }

  private static int gigabytes(Object quantity) {
    return Integer.parseInt(String.valueOf(quantity).replace("Gi", ""));
  }

  /** Of all replicas, in GiB. */
  private static int claimed(Map<String, Object> values, String part, String spec, String storage) {
    Map<?, ?> of = (Map<?, ?>) ((Map<?, ?>) values.get(part)).get(spec);
    Object here = of.get(storage);
    for (String field :
        List.of("volumeClaimTemplate", "spec", "resources", "requests", "storage")) {
      here = ((Map<?, ?>) here).get(field);
    }
    return (int) of.get("replicas") * gigabytes(here);
  }

  @Test
  void only_tailscale_waits_for_what_the_vendor_has_to_give() {
    assertThat(ReleaseCatalogue.newest().components())
        .filteredOn(component -> component.secret().isPresent())
        .extracting(Component::name)
        .containsExactly("tailscale");
  }
}
