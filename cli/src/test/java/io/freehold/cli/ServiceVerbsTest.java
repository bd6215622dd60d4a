package io.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceVerbsTest {
  private static final String INFRA = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String ID = "5b1f0d5e-95a3-4b3e-8a52-4a3c1c5f7e11";
  private static final String ONE = "/services/" + ID;
  private static final String GONE = "{\"status\":404,\"error\":\"Not found.\"}";

  @TempDir private Path folder;
  private FakeControlPlane controlPlane;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    controlPlane = new FakeControlPlane();
    session = Session.with(controlPlane, folder);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private static String service(String state) {
    return """
    {"id":"%s","name":"analytics","provider":"aws","region":"us-east-1","state":"%s","clickhouseVersion":"25.8",
     "endpoints":[{"protocol":"https","host":"h5ju65kv87.example","port":8443},
       {"protocol":"nativesecure","host":"h5ju65kv87.example","port":9440,"username":null}],
     "numReplicas":3,"minReplicaMemoryGb":48,"maxReplicaMemoryGb":48,"ipAccessList":[],
     "createdAt":"2026-01-01T00:00:00Z","byocId":"%s",
     "conditions":[{"type":"Ready","status":"False","reason":"PermissionMissing",
       "message":"identity-x (PodIdentityAssociation): AccessDenied: not allowed"}]}
    """
        .formatted(ID, state, INFRA);
  }

  @Test
  void creates_on_an_infrastructure_and_shows_the_password_once() {
    controlPlane
        .on("GET", "/byocInfrastructure/" + INFRA, InfraVerbsTest.infrastructure("ready"))
        .on(
            "POST",
            "/services",
            "{\"service\":" + service("provisioning") + ",\"password\":\"s3cret\"}")
        .on("GET", ONE, service("provisioning"))
        .on("GET", ONE, service("running"));
    Session.Run run =
        session.run(
            "service",
            "create",
            "--infra",
            INFRA,
            "--name",
            "analytics",
            "--allow",
            "192.0.2.0/24",
            "--wait");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsOnlyOnce("s3cret")
        .contains("clickhouse client --secure --host h5ju65kv87.example --port 9440");
    assertThat(Api.JSON.readTree(controlPlane.requests("POST", "/services").getFirst().body()))
        .isEqualTo(
            Api.JSON.readTree(
                """
                {"name":"analytics","byocId":"%s","provider":"aws","region":"us-east-1","minReplicaMemoryGb":48,
                 "maxReplicaMemoryGb":48,"numReplicas":3,"ipAccessList":[{"source":"192.0.2.0/24"}]}
                """
                    .formatted(INFRA)));
  }

  @Test
  void create_as_json_has_the_password_and_the_latest_state() {
    controlPlane
        .on("GET", "/byocInfrastructure/" + INFRA, InfraVerbsTest.infrastructure("ready"))
        .on(
            "POST",
            "/services",
            "{\"service\":" + service("provisioning") + ",\"password\":\"s3cret\"}")
        .on("GET", ONE, service("running"));
    Session.Run run =
        session.run(
            "service", "create", "--infra", INFRA, "--name", "analytics", "--wait", "--json");
    assertThat(Api.JSON.readTree(run.out()).at("/service/state").asString()).isEqualTo("running");
    assertThat(Api.JSON.readTree(run.out()).get("password").asString()).isEqualTo("s3cret");
  }

  @Test
  void a_service_that_needs_a_person_ends_the_wait_with_three_and_says_for_what() {
    controlPlane
        .on("GET", "/byocInfrastructure/" + INFRA, InfraVerbsTest.infrastructure("ready"))
        .on(
            "POST",
            "/services",
            "{\"service\":" + service("provisioning") + ",\"password\":\"s3cret\"}")
        .on("GET", ONE, service("failed"));
    Session.Run run =
        session.run("service", "create", "--infra", INFRA, "--name", "analytics", "--wait");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("the service is failed", "PermissionMissing: identity-x", "not allowed");
  }

  @Test
  void a_service_that_is_gone_meanwhile_ends_the_wait_with_one() {
    controlPlane
        .on("GET", "/byocInfrastructure/" + INFRA, InfraVerbsTest.infrastructure("ready"))
        .on(
            "POST",
            "/services",
            "{\"service\":" + service("provisioning") + ",\"password\":\"s3cret\"}")
        .refuse("GET", ONE, 404, GONE);
    Session.Run run =
        session.run("service", "create", "--infra", INFRA, "--name", "analytics", "--wait");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the service is terminated");
  }

  @Test
  void lists_and_shows() {
    controlPlane
        .on("GET", "/services", "[" + service("running") + "]")
        .on("GET", ONE, service("running"));
    assertThat(session.run("service", "list").out().lines())
        .containsExactly(
            "NAME       STATE    SIZE       VERSION  HOST                ID",
            "analytics  running  3 x 48 GB  25.8     h5ju65kv87.example  " + ID);
    assertThat(session.run("service", "get", "analytics").out())
        .contains("allowed from  nowhere: the IP access list is empty")
        .contains("nativesecure  h5ju65kv87.example:9440");
  }

  @Test
  void warns_of_one_that_everybody_in_the_internet_may_reach() {
    String open =
        service("running")
            .replaceFirst(
                "\"conditions\":\\[",
                "\"conditions\":[{\"type\":\"AccessRestricted\",\"status\":\"False\","
                    + "\"reason\":\"OpenToEverybody\",\"message\":\"everybody may try\"},");
    controlPlane
        .on("GET", "/byocInfrastructure/" + INFRA, InfraVerbsTest.infrastructure("ready"))
        .on("POST", "/services", "{\"service\":" + open + ",\"password\":\"s3cret\"}")
        .on("GET", "/services", "[" + open + "]")
        .on("GET", ONE, open);
    assertThat(session.run("service", "create", "--infra", INFRA, "--name", "analytics").out())
        .contains("\nwarning       everybody may try\n");
    assertThat(session.run("service", "get", "analytics").out())
        .contains(
            "\nwarning       everybody may try\n",
            "AccessRestricted=False OpenToEverybody: everybody may try");
  }

  @Test
  void stops_one_that_runs_before_it_is_deleted() {
    controlPlane
        .on("GET", "/services", "[" + service("running") + "]")
        .on("PATCH", ONE + "/state", service("stopping"))
        .on("GET", ONE, service("stopping"))
        .on("GET", ONE, service("stopped"))
        .refuse("GET", ONE, 404, GONE)
        .on("DELETE", ONE + "?data=retain", "null");
    Session.Run run = session.run("service", "delete", "analytics", "--yes", "--wait");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(controlPlane.requests("PATCH", ONE + "/state").getFirst().body())
        .isEqualTo("{\"command\":\"stop\"}");
    assertThat(run.out()).contains("analytics is deleted, its data kept");
  }

  @Test
  void one_that_is_stopping_already_is_not_told_again_before_it_is_deleted() {
    controlPlane
        .on("GET", "/services", "[" + service("stopping") + "]")
        .on("GET", ONE, service("stopped"))
        .on("DELETE", ONE + "?data=retain", "null");
    assertThat(session.run("service", "delete", "analytics", "--yes").code()).isZero();
    assertThat(controlPlane.requests("PATCH", ONE + "/state")).isEmpty();
  }

  @Test
  void scales_and_waits_until_it_runs_in_its_new_size() {
    controlPlane
        .on("GET", "/services", "[" + service("running") + "]")
        .on("PATCH", ONE + "/replicaScaling", service("partially_running"))
        .on("GET", ONE, service("partially_running"))
        .on("GET", ONE, service("running"));
    Session.Run run =
        session.run(
            "service", "scale", "analytics", "--replicas", "5", "--memory", "116", "--watch");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(
            Api.JSON.readTree(
                controlPlane.requests("PATCH", ONE + "/replicaScaling").getFirst().body()))
        .isEqualTo(
            Api.JSON.readTree(
                "{\"numReplicas\":5,\"minReplicaMemoryGb\":116,\"maxReplicaMemoryGb\":116}"));
    assertThat(run.out().lines())
        .containsExactly(
            "analytics is to be 3 x 48 GB.", "  partially_running", "  running", "analytics runs.");
  }

  @Test
  void scaling_what_is_stopped_does_not_wait_for_what_will_not_come() {
    controlPlane
        .on("GET", "/services", "[" + service("stopped") + "]")
        .on("PATCH", ONE + "/replicaScaling", service("stopped"));
    Session.Run run = session.run("service", "scale", "analytics", "--replicas", "2", "--watch");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("It is stopped: it has this size once it is started.");
    assertThat(controlPlane.requests("GET", ONE)).isEmpty();
  }

  @Test
  void scaling_to_nothing_in_particular_is_refused_before_anything_is_asked() {
    Session.Run run = session.run("service", "scale", "analytics");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--replicas", "--memory");
    assertThat(controlPlane.requests()).isEmpty();
  }

  @Test
  void stops_and_starts_and_waits_for_it() {
    controlPlane
        .on("GET", "/services", "[" + service("running") + "]")
        .on("PATCH", ONE + "/state", service("stopping"))
        .on("GET", ONE, service("stopping"))
        .on("GET", ONE, service("stopped"));
    Session.Run stop = session.run("service", "stop", "analytics", "--watch");
    assertThat(stop.code()).isZero();
    assertThat(stop.out().lines())
        .containsExactly(
            "analytics is being stopped.", "  stopping", "  stopped", "analytics is stopped.");

    controlPlane
        .on("PATCH", ONE + "/state", service("starting"))
        .on("GET", ONE, service("running"));
    Session.Run start = session.run("service", "start", "analytics", "--watch", "--json");
    assertThat(start.code()).isZero();
    assertThat(Api.JSON.readTree(start.out()).get("state").asString()).isEqualTo("running");
    assertThat(controlPlane.requests("PATCH", ONE + "/state").getLast().body())
        .isEqualTo("{\"command\":\"start\"}");
  }

  @Test
  void a_command_that_has_nothing_to_do_says_so() {
    controlPlane
        .on("GET", "/services", "[" + service("stopping") + "]")
        .refuse(
            "PATCH",
            ONE + "/state",
            409,
            "{\"status\":409,\"requestId\":\"r\",\"error\":\"It is stopping.\","
                + "\"code\":\"already-stopping\",\"details\":[]}");
    Session.Run run = session.run("service", "stop", "analytics");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("already-stopping");
  }

  @Test
  void one_name_for_two_services_is_not_guessed_at() {
    String other = service("running").replace(ID, "5b1f0d5e-95a3-4b3e-8a52-4a3c1c5f7e12");
    controlPlane.on("GET", "/services", "[" + service("running") + "," + other + "]");
    Session.Run run = session.run("service", "delete", "analytics", "--yes");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("2 are named \"analytics\"");
  }
}
