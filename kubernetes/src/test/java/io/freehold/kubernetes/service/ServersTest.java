package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.resource.Impact;
import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the official operator makes of our servers, where that is not plain from the manifest. */
class ServersTest {

  @Test
  void no_two_members_of_the_keeper_are_in_one_zone() {
    assertThat(pods(keeper())).containsEntry("topologyZoneKey", "topology.kubernetes.io/zone");
  }

  /** With the operator's zone key no zone takes a second one, so a fourth is never placed. */
  @Test
  void more_servers_than_zones_find_a_place() {
    assertThat(pods(servers(Rendered.LARGE)))
        .doesNotContainKey("topologyZoneKey")
        .containsEntry("nodeHostnameKey", "kubernetes.io/hostname")
        .extractingByKey("topologySpreadConstraints")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .singleElement()
        .isEqualTo(
            Map.of(
                "maxSkew",
                1,
                "minDomains",
                3,
                "topologyKey",
                "topology.kubernetes.io/zone",
                "whenUnsatisfiable",
                "DoNotSchedule",
                "labelSelector",
                Map.of("matchLabels", ClickHouse.serverLabels(Rendered.LARGE))));
  }

  /** The operator has 9363 opened itself; a server that is to open a port twice ends at once. */
  @Test
  void no_port_is_opened_that_the_operator_opens() {
    assertThat(spec(servers(Rendered.SMALL)).toString())
        .doesNotContain("9363")
        .doesNotContain("prometheus");
  }

  /**
   * A list of objects becomes several elements of one name, of which ClickHouse reads the first (<a
   * href="https://github.com/ClickHouse/ClickHouse/blob/master/src/Access/UsersConfigAccessStorage.cpp">source</a>):
   * of two grants, the second would count for nothing.
   */
  @Test
  void no_configuration_of_the_servers_is_a_list_of_objects() {
    for (ServiceDeployment service : List.of(Rendered.SMALL, Rendered.LARGE)) {
      Map<?, ?> settings = (Map<?, ?>) spec(servers(service)).get("settings");
      Map<?, ?> users = (Map<?, ?>) settings.get("extraUsersConfig");
      assertThat(users.toString()).contains("GRANT BACKUP", "GRANT SYSTEM DROP REPLICA");
      assertThat(listsOfObjects("", settings.get("extraConfig"))).isEmpty();
      assertThat(listsOfObjects("", users)).isEmpty();
    }
  }

  private static List<String> listsOfObjects(String path, Object value) {
    List<String> found = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> found.addAll(listsOfObjects(path + "." + key, inner)));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      found.add(path);
    }
    return found;
  }

  /** Prometheus comes to the pods themselves. */
  @Test
  void no_way_in_leads_to_the_metrics() {
    assertThat(
            Rendered.service(Rendered.LARGE).stream()
                .filter(one ->
                    List.of("Service", "Gateway", "VirtualService").contains(one.kind().kind()))
                .toList())
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.manifest().content().toString()).doesNotContain("9363"));
    assertThat(
            Rendered.service(Rendered.LARGE).stream()
                .filter(one -> one.kind().equals(ChartKinds.POD_MONITOR)))
        .singleElement()
        .satisfies(one ->
            assertThat(one.manifest().content().toString())
                .contains("port=prometheus", "clickhouse-byoc-service=largeabcde"));
  }

  /** The operator hands it over in the environment, which a running server does not read again. */
  @Test
  void another_password_restarts_the_servers_one_by_one() {
    ServiceDeployment same = Rendered.SMALL;
    ServiceDeployment changed = withPassword("c".repeat(64));
    var diff =
        KubernetesKinds.CLICKHOUSE_CLUSTER.diff(
            servers(changed), KubernetesKinds.CLICKHOUSE_CLUSTER.predict(servers(same)));
    assertThat(diff.touches("spec.containerTemplate.env[0].value")).isTrue();
    assertThat(diff.impact()).isEqualTo(Impact.ROLLING);
    assertThat(servers(same)).isEqualTo(servers(withPassword(same.passwordSha256Hex())));
  }

  @Test
  void the_hash_of_the_password_is_in_the_secret_and_nowhere_else() {
    String hash = Rendered.SMALL.passwordSha256Hex();
    assertThat(Rendered.service(Rendered.SMALL))
        .extracting(one -> one.manifest().content().toString())
        .noneMatch(text -> text.contains(hash));
    assertThat(Rendered.SMALL.toString()).doesNotContain(hash);
  }

  @Test
  void the_cache_is_on_the_data_volume_and_leaves_half_of_it() {
    Map<?, ?> storage =
        (Map<?, ?>)
            at(spec(servers(Rendered.SMALL)), "settings", "extraConfig")
                .get("storage_configuration");
    assertThat(((Map<?, ?>) ((Map<?, ?>) storage.get("disks")).get("s3_cache")))
        .isEqualTo(
            Map.of(
                "type", "cache",
                "disk", "s3",
                "path", "/var/lib/clickhouse/s3-cache/",
                "max_size", "50Gi"));
  }

  private static ServiceDeployment withPassword(String hash) {
    ServiceDeployment like = Rendered.SMALL;
    return new ServiceDeployment(
        like.namespace(),
        like.entrances(),
        like.replicas(),
        like.memoryGb(),
        like.cpus(),
        like.volumeGb(),
        like.keeperReplicas(),
        like.keeperVolumeGb(),
        like.version(),
        hash,
        like.dataUrl(),
        like.region(),
        like.certificateSecret(),
        like.backups(),
        like.logRetentionDays());
  }

  private static Manifest keeper() {
    return node(Rendered.service(Rendered.LARGE), "keeper");
  }

  private static Manifest servers(ServiceDeployment deployment) {
    return node(Rendered.service(deployment), "clickhouse");
  }

  private static Manifest node(List<Rendered> all, String name) {
    return all.stream()
        .filter(one -> one.node().equals(name))
        .map(Rendered::manifest)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> spec(Manifest manifest) {
    return at(manifest.content(), "spec");
  }

  private static Map<String, Object> pods(Manifest manifest) {
    return at(spec(manifest), "podTemplate");
  }

  @SuppressWarnings("unchecked") // rendered objects are maps by name
  private static Map<String, Object> at(Map<String, Object> tree, String... path) {
    Map<String, Object> here = tree;
    for (String name : path) {
      here = (Map<String, Object>) here.get(name);
    }
    return here;
  }
}
