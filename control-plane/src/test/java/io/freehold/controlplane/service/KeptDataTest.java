package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.ObjectSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;

/** What becomes of a service's data: kept by default, deleted on the explicit word only. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeptDataTest {
  private static SimulatedPlane plane;
  private static String place;
  private static String bucket;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("kept-data");
    place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    String name = plane.at(place).get("name").asString();
    bucket = name + ".us-east-1.aws.byoc.clickhouse.cloud-shared";
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void by_default_volumes_and_objects_stay_and_are_listed_until_the_word_is_said() {
    List<String> before = all("PersistentVolume");
    String service = running();
    String name = name(service);
    put("ch-s3-" + name + "/store/1", "ch-s3-other/store/1");
    List<String> claims = inNamespace(name, "PersistentVolumeClaim").toList();
    assertThat(claims).hasSize(6); // of three servers and three keepers

    stop(service);
    plane.client.delete(service).result();
    plane.until(() -> plane.client.get(service).status() == 404);
    plane.until(() -> isTakenDown(service));

    assertThat(inNamespace(name, "PersistentVolumeClaim")).containsExactlyElementsOf(claims);
    assertThat(inNamespace(name, "ClickHouseCluster")).isEmpty();
    assertThat(inNamespace(name, "Secret")).isEmpty();
    assertThat(keys()).contains("ch-s3-" + name + "/store/1");
    assertThat(leftovers("Namespace")).containsExactly("/" + name + " kept");
    assertThat(leftovers("PersistentVolume")).hasSize(6).allMatch(one -> one.endsWith(" kept"));
    assertThat(leftovers("Backup"))
        .singleElement()
        .asString()
        .matches(
            "s3://[a-z0-9.-]+-backup/ch-s3-%s/final-backup/final-backup-[a-z0-9]+ kept"
                .formatted(name));
    assertThat(leftovers("Objects")).contains("s3://" + bucket + "/ch-s3-" + name + "/ kept");

    plane.client.delete(service + "?data=delete").result();
    plane.until(() -> plane.client.get(service).status() == 404);

    assertThat(inNamespace(name, "PersistentVolumeClaim")).isEmpty();
    assertThat(all("PersistentVolume")).as("the platform's own").isEqualTo(before);
    assertThat(keys()).containsExactly("ch-s3-other/store/1");
    assertThat(plane.at(place + "/leftovers")).isEmpty();
    assertThat(plane.client.delete(service + "?data=delete").status()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void on_the_explicit_word_more_objects_go_than_one_call_can_take() {
    String service = running();
    String name = name(service);
    for (int i = 0; i < 1_100; i++) {
      put("ch-s3-" + name + "/store/" + i);
      plane.clock.advance(Duration.ofMillis(10)); // S3 has a limit, too
    }
    stop(service);

    plane.client.delete(service + "?data=delete").result();
    plane.until(() -> plane.client.get(service).status() == 404);

    assertThat(keys()).containsExactly("ch-s3-other/store/1");
    assertThat(inNamespace(name, "PersistentVolumeClaim")).isEmpty();
  }

  @Test
  @Order(3)
  void objects_that_may_not_be_deleted_keep_the_service_and_say_why() {
    String service = running();
    put("ch-s3-" + name(service) + "/store/1");
    stop(service);
    var lever = plane.aws.levers().deny("s3:DeleteObject");

    plane.client.delete(service + "?data=delete").result();
    plane.until(() -> lever.fired() > 1);
    assertThat(plane.at(service).get("state").asString()).isEqualTo("terminating");

    lever.release();
    plane.until(() -> plane.client.get(service).status() == 404);
    assertThat(keys()).containsExactly("ch-s3-other/store/1");
  }

  @Test
  @Order(4)
  void
      what_was_kept_goes_before_the_cluster_once_the_whole_infrastructure_is_to_go_with_its_data() {
    String service = running();
    String name = name(service);
    stop(service);
    plane.client.delete(service).result();
    plane.until(() -> isTakenDown(service));
    var cluster = plane.cluster().orElseThrow();
    cluster.forgetCalls();

    plane.client.delete(place + "?data=delete").result();
    plane.untilPhase(place, "deleted");

    assertThat(cluster.callCounts())
        .containsEntry("delete namespaces", 9); // and eight of the platform
    assertThat(name).isNotBlank();
    assertThat(plane.at(place + "/leftovers")).isEmpty();
  }

  private static String running() {
    String service = plane.service(place);
    plane.untilState(service, "running");
    return service;
  }

  private static void stop(String service) {
    plane.client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
  }

  /** Its short name, with which its host begins. */
  private static String name(String service) {
    String host = plane.at(service).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }

  private static Stream<String> inNamespace(String namespace, String kind) {
    return plane.cluster().orElseThrow().objects().stream()
        .filter(one -> one.kind().equals(kind) && one.namespace().equals(namespace))
        .map(ObjectSummary::name);
  }

  /** Its last backup is made, and nothing of it runs any more. */
  private static boolean isTakenDown(String service) {
    UUID id = UUID.fromString(service.substring("/services/".length()));
    return plane
        .controlPlane
        .part(ServiceStore.class)
        .find(id)
        .flatMap(ServiceRow::deletedAt)
        .isPresent();
  }

  private static List<String> all(String kind) {
    return plane.cluster().orElseThrow().objects().stream()
        .filter(one -> one.kind().equals(kind))
        .map(ObjectSummary::name)
        .toList();
  }

  private static List<String> leftovers(String kind) {
    List<String> found = new ArrayList<>();
    for (JsonNode one : plane.at(place + "/leftovers")) {
      if (one.get("kind").asString().equals(kind)) {
        found.add(one.get("externalId").asString() + (one.get("kept").asBoolean() ? " kept" : ""));
      }
    }
    return found;
  }

  private static S3Client s3() {
    return plane.aws.client(
        S3Client.class, plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER), Region.US_EAST_1);
  }

  private static void put(String... keys) {
    for (String key : keys) {
      s3().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("x"));
    }
  }

  private static List<String> keys() {
    return s3().listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
