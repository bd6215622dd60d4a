package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient;
import io.freehold.simulator.kubernetes.ObjectSummary;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The backup that is made of a service whose data stays when it is deleted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LastBackupTest {
  private static SimulatedPlane plane;
  private static String place;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("last-backup");
    place = plane.infrastructure();
    plane.untilPhase(place, "ready");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void it_is_made_unseen_behind_closed_doors_once_the_servers_run() {
    String service = stopped();
    String name = name(service);
    Instant asked = plane.clock.instant();
    delete(service, "retain");
    plane.until(() -> plane.client.get(service).status() == 404);
    assertThat(Duration.between(asked, plane.clock.instant())).isLessThan(Duration.ofMinutes(5));
    assertThat(plane.client.get("/services").text()).doesNotContain(service.substring(10));
    assertThat(plane.client.patch(service, "{'name':'again'}").status()).isEqualTo(404);
    assertThat(plane.client.patch(service + "/state", "{'command':'start'}").status())
        .isEqualTo(404);

    plane.until(() -> job(name));
    assertThat(servers(name)).as("all of them ran when it began").isEqualTo(2);
    assertThat(
            cluster()
                .object("authorizationpolicies.security.istio.io", "istio-ingress", name)
                .orElseThrow()
                .toString())
        .doesNotContain("notRemoteIpBlocks");
    assertThat(
            cluster()
                .object("cronjobs.batch", name, "backups")
                .orElseThrow()
                .at("/spec/suspend")
                .asBoolean())
        .isTrue();

    plane.until(() -> isTakenDown(service));
    assertThat(leftovers("Backup"))
        .singleElement()
        .asString()
        .contains("/ch-s3-" + name + "/final-backup/final-backup-")
        .contains("docs/backups.md");
    assertThat(servers(name)).isZero();
    assertThat(job(name)).isFalse();
    forget(service);
  }

  @Test
  @Order(2)
  void a_service_that_never_ran_has_nothing_to_back_up() {
    String service = plane.service(place);
    plane.client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
    cluster().forgetCalls();
    delete(service, "retain");
    plane.until(() -> plane.client.get(service).status() == 404);

    assertThat(cluster().callCounts()).doesNotContainKey("apply jobs.batch");
    assertThat(leftovers("Backup")).isEmpty();
    forget(service);
  }

  @Test
  @Order(3)
  void where_it_cannot_be_made_the_service_goes_all_the_same_and_the_reason_stays() {
    String service = stopped();
    String name = name(service);
    cluster().failBackups(name, "Code: 499. DB::Exception: Access Denied. (S3_ERROR)");
    delete(service, "retain");
    plane.until(() -> isTakenDown(service));

    assertThat(leftovers("Backup"))
        .singleElement()
        .asString()
        .startsWith("none ")
        .contains("Access Denied", "its volumes and objects are all there is");
    assertThat(leftovers("PersistentVolume")).isNotEmpty();
    cluster().mendBackups(name);
    forget(service);
  }

  @Test
  @Order(4)
  void servers_that_do_not_come_up_hold_the_deletion_up_for_half_a_day_at_most() {
    String service = stopped();
    String name = name(service);
    cluster().neverReady("ClickHouseCluster", name, "clickhouse");
    Instant asked = plane.clock.instant();
    delete(service, "retain");
    plane.until(() -> plane.client.get(service).status() == 404);
    for (int i = 0; i < 14 && !isTakenDown(service); i++) {
      Instant next = plane.clock.instant().plus(Duration.ofHours(1));
      plane.until(() -> isTakenDown(service) || plane.clock.instant().isAfter(next));
    }

    assertThat(isTakenDown(service)).isTrue();
    assertThat(Duration.between(asked, plane.clock.instant()))
        .isBetween(LastBackup.LONGEST, LastBackup.LONGEST.plusHours(1));
    assertThat(leftovers("Backup")).singleElement().asString().contains("did not come up");
    cluster().readyAgain("ClickHouseCluster", name, "clickhouse");
    forget(service);
  }

  @Test
  @Order(5)
  void one_that_begins_late_is_not_cut_off() {
    String service = stopped();
    String name = name(service);
    cluster().neverReady("ClickHouseCluster", name, "clickhouse");
    delete(service, "retain");
    plane.until(() -> plane.client.get(service).status() == 404);
    Instant end = begun(service).plus(LastBackup.LONGEST);
    for (int hour = 0; hour < 11; hour++) {
      Instant next = plane.clock.instant().plus(Duration.ofHours(1));
      plane.until(() -> !plane.clock.instant().isBefore(next));
    }
    cluster().readyAgain("ClickHouseCluster", name, "clickhouse");
    plane.until(() -> job(name));
    assertThat(plane.clock.instant()).isBefore(end);
    cluster().neverReady("Job", name, "final-backup");
    plane.until(() -> plane.clock.instant().isAfter(end.plus(Duration.ofHours(1))));
    assertThat(isTakenDown(service)).as("its job still runs").isFalse();

    cluster().readyAgain("Job", name, "final-backup");
    plane.until(() -> isTakenDown(service));
    assertThat(leftovers("Backup")).singleElement().asString().contains("/final-backup/");
    forget(service);
  }

  /** Its volumes are what is kept: none goes because it happened to be of another size. */
  @Test
  @Order(5)
  void a_service_that_had_more_servers_at_other_hours_keeps_all_volumes() {
    String service = plane.service(place);
    plane.untilState(service, "running");
    plane.client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
    plane.client.patch(service + "/replicaScaling", "{'numReplicas':1}").result();
    String name = name(service);
    List<String> before = volumes(name);
    assertThat(before).hasSize(6);
    delete(service, "retain");
    plane.until(() -> isTakenDown(service));

    assertThat(volumes(name)).isEqualTo(before);
    assertThat(leftovers("Backup")).singleElement().asString().contains("/final-backup/");
    forget(service);
  }

  private static List<String> volumes(String name) {
    return cluster().objects().stream()
        .filter(one -> one.kind().equals("PersistentVolumeClaim") && one.namespace().equals(name))
        .map(ObjectSummary::name)
        .toList();
  }

  private static Instant begun(String service) {
    UUID id = UUID.fromString(service.substring("/services/".length()));
    ServiceStore services = plane.controlPlane.part(ServiceStore.class);
    return services.hiddenSince(services.find(id).orElseThrow().organizationId(), id).orElseThrow();
  }

  @Test
  @Order(6)
  void it_goes_on_where_it_was_after_a_restart() {
    String service = stopped();
    String name = name(service);
    delete(service, "retain");
    plane.until(() -> job(name));
    String job = uid(name);
    plane.restart(settings -> settings, wiring -> wiring);
    assertThat(uid(name)).isEqualTo(job);
    plane.until(() -> isTakenDown(service));
    assertThat(leftovers("Backup")).hasSize(1);
    forget(service);
  }

  @Test
  @Order(7)
  void the_word_to_delete_the_data_ends_it() {
    String service = stopped();
    String name = name(service);
    delete(service, "retain");
    plane.until(() -> job(name));
    delete(service, "delete");
    assertThat(plane.at(service).get("state").asString()).isEqualTo("terminating");
    plane.until(() -> plane.client.get(service).status() == 404);
    assertThat(plane.at(place + "/leftovers")).isEmpty();
  }

  /** As terraform destroy does: the service, and at once what it ran in. */
  @Test
  @Order(8)
  void the_infrastructure_may_be_deleted_meanwhile_and_waits_for_it() {
    String service = stopped();
    String name = name(service);
    delete(service, "retain");
    plane.until(() -> plane.client.get(service).status() == 404);
    plane.client.delete(place).result();
    plane.until(() -> job(name));
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("deleting");

    plane.untilPhase(place, "deleted");
    assertThat(leftovers("Backup")).singleElement().asString().contains("/final-backup/");
    TestClient other = plane.newOrganization();
    assertThat(other.delete(service + "?data=delete").status()).isEqualTo(404);
  }

  private static String stopped() {
    String service = plane.service(place);
    plane.untilState(service, "running");
    plane.client.patch(service + "/replicaScaling", "{'numReplicas':2}").result();
    plane.until(() -> servers(name(service)) == 2);
    plane.untilState(service, "running");
    plane.client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
    return service;
  }

  private static void delete(String service, String data) {
    plane.client.delete(service + "?data=" + data).result();
  }

  /** Its data goes, too. */
  private static void forget(String service) {
    delete(service, "delete");
    plane.until(() -> plane.client.get(service).status() == 404);
    assertThat(plane.at(place + "/leftovers")).isEmpty();
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static boolean job(String name) {
    return cluster().object("jobs.batch", name, "final-backup").isPresent();
  }

  private static String uid(String name) {
    return cluster()
        .object("jobs.batch", name, "final-backup")
        .orElseThrow()
        .at("/metadata/uid")
        .asText();
  }

  /** Ready ones. */
  private static long servers(String name) {
    return cluster().objects().stream()
        .filter(one -> one.kind().equals("Pod") && one.namespace().equals(name))
        .map(ObjectSummary::name)
        .filter(pod -> pod.startsWith("clickhouse-"))
        .filter(pod ->
            cluster().object("pods", name, pod).orElseThrow().toString().contains("\"ready\":true"))
        .count();
  }

  private static boolean isTakenDown(String service) {
    UUID id = UUID.fromString(service.substring("/services/".length()));
    return plane
        .controlPlane
        .part(ServiceStore.class)
        .find(id)
        .flatMap(ServiceRow::deletedAt)
        .isPresent();
  }

  private static List<String> leftovers(String kind) {
    List<String> found = new ArrayList<>();
    for (JsonNode one : plane.at(place + "/leftovers")) {
      if (one.get("kind").asString().equals(kind) && one.get("kept").asBoolean()) {
        found.add(one.get("externalId").asString() + " " + one.get("reason").asString());
      }
    }
    return found;
  }

  private static String name(String service) {
    String host = plane.at(service).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }
}
