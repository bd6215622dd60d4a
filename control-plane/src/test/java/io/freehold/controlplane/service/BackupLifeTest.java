package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestActivities;
import io.freehold.controlplane.TestClient;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;

/** The backups of a service: made, listed, kept long enough, told of where they fail. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupLifeTest {
  private static SimulatedPlane plane;
  private static String place;
  private static String service;
  private static String name;
  private static String bucket;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("backup-life");
    place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    bucket = plane.at(place).get("name").asString() + ".us-east-1.aws.byoc.clickhouse.cloud-backup";
    service = plane.service(place);
    // Nobody uses it for days: it would sleep.
    plane.client.patch(service + "/replicaScaling", "{'idleScaling':false}").result();
    // Without a time of day, its generated name decides when the first is due.
    configure("'backupStartTime':'23:00'");
    plane.untilState(service, "running");
    name = name(service);
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void before_the_first_is_due_there_is_none_and_nothing_is_wrong() {
    plane.until(() -> health().startsWith("Unknown BackupPending"));
    assertThat(plane.at(service + "/backups")).isEmpty();
    assertThat(cronJob().at("/spec/suspend").asBoolean()).isFalse();
  }

  @Test
  @Order(2)
  void another_period_is_brought_to_the_cluster_and_the_service_keeps_running() {
    configure("'backupPeriodInHours':1,'backupRetentionPeriodInHours':24,'backupStartTime':null");
    plane.until(() -> cronJob().at("/spec/schedule").asText().endsWith(" * * * *"));
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");
  }

  @Test
  @Order(3)
  void one_is_seen_while_it_runs_and_once_it_is_done() {
    plane.until(() -> statuses().equals(List.of("in_progress")));
    JsonNode running = plane.at(service + "/backups").get(0);
    assertThat(running.has("finishedAt")).isFalse();
    assertThat(running.has("sizeInBytes")).isFalse();

    plane.until(() -> statuses().equals(List.of("done")));
    JsonNode done = plane.at(service + "/backups").get(0);
    assertThat(done).isEqualTo(plane.at(service + "/backups/" + done.get("id").asString()));
    assertThat(done.get("id")).isEqualTo(running.get("id"));
    assertThat(done.get("serviceId").asString()).isEqualTo(service.substring(10));
    assertThat(done.get("type").asString()).isEqualTo("full");
    assertThat(done.get("durationInSeconds").longValue()).isEqualTo(90);
    assertThat(done.at("/bucket/bucketProvider").asString()).isEqualTo("AWS");
    String key = "ch-s3-" + name + "/" + done.get("backupName").asString() + "/.backup";
    assertThat(objects()).containsExactly(key);
    assertThat(done.get("sizeInBytes").longValue()).isEqualTo(size(key));
    assertThat(health()).startsWith("True BackupMade");
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");
  }

  @Test
  @Order(4)
  void the_role_that_is_told_is_the_one_that_was_made() {
    List<String> made =
        plane
            .aws
            .client(
                IamClient.class,
                plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER),
                Region.US_EAST_1)
            .listRoles()
            .roles()
            .stream()
            .map(Role::arn)
            .toList();
    assertThat(made).contains(plane.at(service).get("iamRole").asString());
    assertThat(made)
        .contains(plane.at(service + "/backups").get(0).at("/bucket/iamRoleArn").asString());
  }

  @Test
  @Order(5)
  void nobody_else_sees_them() {
    TestClient other = plane.newOrganization();
    String id = plane.at(service + "/backups").get(0).get("id").asString();
    assertThat(other.get(service + "/backups").status()).isEqualTo(404);
    assertThat(other.get(service + "/backups/" + id).status()).isEqualTo(404);
    String second = plane.service(place);
    assertThat(plane.client.get(second + "/backups/" + id).status()).isEqualTo(404);
    plane.untilState(second, "running");
    assertThat(plane.at(second + "/backups")).isEmpty();
    remove(second);
  }

  @Test
  @Order(6)
  void one_that_fails_is_told_of_with_its_reason_and_the_service_runs_on() {
    int before = statuses().size();
    cluster().failBackups(name, "Code: 499. DB::Exception: Access Denied. (S3_ERROR)");
    plane.until(() -> statuses().contains("error"));
    assertThat(health())
        .startsWith("False BackupFailed")
        .contains("Access Denied", "the newest good one is of");
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");
    assertThat(plane.at(service).at("/conditions/0/status").asString()).isEqualTo("True");
    assertThat(statuses()).hasSizeGreaterThan(before);

    cluster().mendBackups(name);
    plane.until(() -> health().startsWith("True BackupMade"));
  }

  @Test
  @Order(7)
  void what_is_kept_long_enough_goes_and_nothing_else() {
    configure("'backupPeriodInHours':6,'backupRetentionPeriodInHours':24");
    String first = oldest();
    Instant began = startOf(first);
    pass(Duration.ofHours(20));
    assertThat(ids()).contains(first);
    int known = TestActivities.types(plane.client).size();
    List<String> gone = new ArrayList<>(ids());
    pass(Duration.ofHours(12));

    assertThat(ids()).doesNotContain(first);
    gone.removeAll(ids());
    assertThat(TestActivities.since(plane.client, known))
        .as("each once, and nothing else has happened")
        .hasSize(gone.size())
        .containsOnly("backup_delete");
    JsonNode deleted = plane.client.get("/activities").result().get(0);
    assertThat(deleted.get("actorType").asString()).isEqualTo("system");
    assertThat(deleted.get("serviceId").asString()).isEqualTo(service.substring(10));
    assertThat(Duration.between(began, plane.clock.instant())).isGreaterThan(Duration.ofHours(24));
    List<String> kept = keys();
    assertThat(objects()).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(starts())
        .allMatch(start -> start.isAfter(plane.clock.instant().minusSeconds(25 * 3600)));
    assertThat(kept).hasSizeBetween(4, 5);
  }

  @Test
  @Order(8)
  void while_all_fail_the_newest_good_one_stays_however_old_it_is() {
    String newest = newestGood();
    cluster().failBackups(name, "Code: 241. DB::Exception: Memory limit exceeded.");
    pass(Duration.ofHours(60));

    assertThat(doneIds()).containsExactly(newest);
    assertThat(objects()).hasSize(1);
    assertThat(health()).startsWith("False BackupFailed").contains("Memory limit");
    cluster().mendBackups(name);
    eventually(() -> health().startsWith("True BackupMade"));
  }

  @Test
  @Order(9)
  void while_it_is_stopped_none_is_made() {
    tell("stop");
    plane.untilState(service, "stopped");
    assertThat(cronJob().at("/spec/suspend").asBoolean()).isTrue();
    plane.until(() -> health().startsWith("Unknown BackupsSuspended"));
    List<String> before = ids();
    pass(Duration.ofHours(8));
    assertThat(before).containsAll(ids());

    tell("start");
    plane.untilState(service, "running");
    eventually(() -> !before.containsAll(ids()) && !statuses().contains("in_progress"));
    assertThat(statuses().getFirst())
        .as("made, though it began before the servers")
        .isEqualTo("done");
  }

  @Test
  @Order(10)
  void a_schedule_that_cannot_be_changed_is_told_of_and_does_not_stop_the_service() {
    var lever = cluster().failNext("apply", "cronjobs.batch", 403, 3);
    configure("'backupPeriodInHours':12");
    plane.until(() -> health().startsWith("False BackupsNotScheduled"));
    assertThat(lever.fired()).isPositive();
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");

    plane.until(() -> cronJob().at("/spec/schedule").asText().contains("*/12"));
    eventually(() -> health().startsWith("True BackupMade"));
  }

  @Test
  @Order(11)
  void expired_ones_that_may_not_be_deleted_are_told_of() {
    var lever = plane.aws.levers().deny("s3:DeleteObject");
    pass(Duration.ofHours(26));
    assertThat(lever.fired()).isPositive();
    assertThat(health()).startsWith("False ExpiredBackupsRemain");

    lever.release();
    eventually(() -> health().startsWith("True BackupMade"));
    assertThat(objects()).containsExactlyInAnyOrderElementsOf(keys());
  }

  @Test
  @Order(12)
  void the_password_of_their_user_stays_as_it_was_made_and_is_nowhere_else() {
    JsonNode before = plane.at(service);
    String password = secret().at("/data/password").asText();
    assertThat(password).hasSizeGreaterThan(40);
    cluster()
        .object("clickhouseclusters.clickhouse.com", name, "clickhouse")
        .ifPresent(servers -> assertThat(servers.toString()).doesNotContain(password));
    plane.restart(settings -> settings, wiring -> wiring);
    pass(Duration.ofHours(1));
    assertThat(secret().at("/data/password").asText()).isEqualTo(password);
    assertThat(plane.at(service).get("state")).isEqualTo(before.get("state"));
  }

  @Test
  @Order(13)
  void with_its_data_all_backups_go_and_no_last_one_is_made() {
    tell("stop");
    plane.untilState(service, "stopped");
    cluster().forgetCalls();
    plane.client.delete(service + "?data=delete").result();
    plane.until(() -> plane.client.get(service).status() == 404);

    assertThat(cluster().callCounts()).doesNotContainKey("apply jobs.batch");
    assertThat(objects()).isEmpty();
    assertThat(plane.at(place + "/leftovers")).isEmpty();
  }

  /** Deletes another one without a trace. */
  private static void remove(String other) {
    plane.client.patch(other + "/state", "{'command':'stop'}").result();
    plane.untilState(other, "stopped");
    plane.client.delete(other + "?data=delete").result();
    plane.until(() -> plane.client.get(other).status() == 404);
  }

  private static void pass(Duration time) {
    // In steps that a test may wait for.
    Instant end = plane.clock.instant().plus(time);
    while (plane.clock.instant().isBefore(end)) {
      Instant next = plane.clock.instant().plus(Duration.ofHours(1));
      plane.until(() -> !plane.clock.instant().isBefore(next.isBefore(end) ? next : end));
    }
  }

  /** Until it is so, at the latest after a day: backups are hours apart. */
  private static void eventually(BooleanSupplier reached) {
    Instant end = plane.clock.instant().plus(Duration.ofHours(26));
    while (!reached.getAsBoolean() && plane.clock.instant().isBefore(end)) {
      Instant next = plane.clock.instant().plus(Duration.ofHours(1));
      plane.until(() -> reached.getAsBoolean() || !plane.clock.instant().isBefore(next));
    }
    assertThat(reached.getAsBoolean()).as(BackupLifeTest::health).isTrue();
  }

  private static void configure(String body) {
    plane.client.patch(service + "/backupConfiguration", "{" + body + "}").result();
  }

  private static void tell(String command) {
    plane.client.patch(service + "/state", "{'command':'%s'}".formatted(command)).result();
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static com.fasterxml.jackson.databind.JsonNode cronJob() {
    return cluster().object("cronjobs.batch", name, "backups").orElseThrow();
  }

  private static com.fasterxml.jackson.databind.JsonNode secret() {
    return cluster().object("secrets", name, "backup-user").orElseThrow();
  }

  /** Status, reason and message of the condition. */
  private static String health() {
    for (JsonNode one : plane.at(service).get("conditions")) {
      if (one.get("type").asString().equals("BackupsCurrent")) {
        return one.get("status").asString()
            + " "
            + one.get("reason").asString()
            + " "
            + one.get("message").asString();
      }
    }
    return "";
  }

  private static List<String> statuses() {
    return fields("status");
  }

  private static List<String> ids() {
    return fields("id");
  }

  private static List<Instant> starts() {
    return fields("startedAt").stream().map(Instant::parse).toList();
  }

  private static List<String> fields(String field) {
    List<String> all = new ArrayList<>();
    plane.at(service + "/backups").forEach(one -> all.add(one.get(field).asString()));
    return all;
  }

  /** What there is of the good ones. */
  private static List<String> keys() {
    return done("backupName").stream()
        .map(path -> "ch-s3-" + name + "/" + path + "/.backup")
        .toList();
  }

  private static List<String> doneIds() {
    return done("id");
  }

  private static List<String> done(String field) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : plane.at(service + "/backups")) {
      if (one.get("status").asString().equals("done")) {
        all.add(one.get(field).asString());
      }
    }
    return all;
  }

  private static String newestGood() {
    return doneIds().getFirst();
  }

  private static String oldest() {
    return ids().getLast();
  }

  private static Instant startOf(String id) {
    return Instant.parse(plane.at(service + "/backups/" + id).get("startedAt").asString());
  }

  private static String name(String of) {
    String host = plane.at(of).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }

  private static S3Client s3() {
    return plane.aws.client(
        S3Client.class, plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER), Region.US_EAST_1);
  }

  private static List<String> objects() {
    return s3().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static long size(String key) {
    return s3().headObject(r -> r.bucket(bucket).key(key)).contentLength();
  }
}
