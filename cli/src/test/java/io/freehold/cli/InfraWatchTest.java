package io.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfraWatchTest {
  private static final String ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String ONE = "/byocInfrastructure/" + ID;
  private static final String RESOURCES =
      """
      [{"node":"vpc","kind":"vpc","externalId":"vpc-1","state":"ready","dependsOn":[],"since":"2026-01-01T00:00:02Z"},
       {"node":"nat-a","kind":"nat-gateway","state":"creating","dependsOn":["vpc"],"since":"2026-01-01T00:00:03Z"}]
      """;
  private static final String NAT_READY =
      event(
          7,
          "provisioning",
          "{\"node\":\"nat-a\",\"kind\":\"nat-gateway\",\"externalId\":\"nat-1\",\"state\":\"ready\",\"dependsOn\":[\"vpc\"],\"since\":\"2026-01-01T00:01:53Z\"}");

  @TempDir private Path folder;
  private FakeControlPlane controlPlane;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    controlPlane = new FakeControlPlane();
    session = Session.with(controlPlane, folder);
    controlPlane.on("GET", ONE + "/resources", RESOURCES);
  }

  @AfterEach
  void stop() {
    controlPlane.close();
  }

  private static String event(int id, String phase, String resources) {
    return ": heartbeat\n\nid: %d\nevent: progress\ndata: {\"time\":\"2026-01-01T00:02:00Z\",\"phase\":\"%s\",\ndata: \"progress\":{\"ready\":1,\"total\":2,\"secondsElapsed\":113,\"secondsExpected\":788},\"resources\":[%s]}\n\n"
        .formatted(id, phase, resources);
  }

  private FakeControlPlane phases(String... phases) {
    for (String phase : phases) {
      controlPlane.on("GET", ONE, InfraVerbsTest.infrastructure(phase));
    }
    return controlPlane;
  }

  @Test
  void follows_to_the_end_and_tells_each_change_in_a_line() {
    // Looked at: by the verb, for the title, before the stream, after its begin, and when an event
    // says ready.
    phases("provisioning", "provisioning", "provisioning", "provisioning", "ready");
    controlPlane.stream(ONE + "/events", NAT_READY + event(8, "ready", ""));
    Session.Run run = session.run("infra", "watch", ID);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().map(line -> line.substring(10)))
        .containsExactly(
            "vpc ready  vpc-1",
            "nat-a creating",
            "provisioning",
            "nat-a ready after 1:50  nat-1",
            "ready");
    assertThat(run.code()).isZero();
  }

  /** As of an infrastructure that is deleted, and was once made. */
  @Test
  void what_a_stream_tells_of_earlier_times_is_not_told_again() {
    phases("provisioning", "provisioning", "provisioning", "provisioning", "ready");
    String early =
        "{\"node\":\"nat-a\",\"kind\":\"nat-gateway\",\"state\":\"blocked\",\"dependsOn\":[\"vpc\"]}";
    controlPlane.stream(
        ONE + "/events",
        event(1, "preflight", early).replace("00:02:00Z", "00:00:01Z")
            + NAT_READY
            + event(8, "ready", ""));
    assertThat(session.run("infra", "watch", ID).out())
        .doesNotContain("preflight", "blocked")
        .contains("nat-a ready after 1:50");
  }

  /** A demo's clock, too, is another one than ours, and far ahead of it when it is first heard. */
  @Test
  void each_line_begins_with_the_time_that_the_control_plane_counts() {
    phases("provisioning", "provisioning", "provisioning", "provisioning", "ready");
    controlPlane.stream(ONE + "/events", NAT_READY + event(8, "ready", ""));
    assertThat(
            session
                .run("infra", "watch", ID)
                .out()
                .lines()
                .map(line -> line.substring(0, 10))
                .toList())
        .containsExactly("    1:01  ", "    1:01  ", "    1:01  ", "    1:53  ", "    1:53  ");
  }

  @Test
  void goes_on_after_the_last_event_when_the_connection_was_lost() {
    phases(
        "provisioning",
        "provisioning",
        "provisioning",
        "provisioning",
        "provisioning",
        "provisioning",
        "ready");
    controlPlane.stream(ONE + "/events", NAT_READY)
        .refuse("GET", ONE + "/events", 503, "{\"status\":503,\"error\":\"Restarting.\"}")
        .stream(ONE + "/events", event(8, "ready", ""));
    Session.Run run = session.run("infra", "watch", ID);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("connection lost, trying again");
    List<String> from =
        controlPlane.requests("GET", ONE + "/events").stream()
            .map(request -> Objects.requireNonNullElse(request.header("Last-Event-ID"), "none"))
            .toList();
    assertThat(from.getFirst()).isEqualTo("none");
    assertThat(from.subList(1, from.size())).isNotEmpty().containsOnly("7");
    assertThat(session.pauses()).isNotEmpty();
  }

  @Test
  void an_event_from_before_the_snapshot_changes_nothing() {
    phases("provisioning", "provisioning", "provisioning", "provisioning", "ready");
    String old =
        "{\"node\":\"vpc\",\"kind\":\"vpc\",\"state\":\"creating\",\"dependsOn\":[],\"since\":\"2026-01-01T00:00:01Z\"}";
    controlPlane.stream(ONE + "/events", event(3, "provisioning", old) + event(8, "ready", ""));
    assertThat(session.run("infra", "watch", ID).out()).doesNotContain("vpc creating");
  }

  @Test
  void an_old_event_that_says_ready_is_not_believed() {
    phases("updating", "updating", "updating", "updating", "updating", "ready");
    controlPlane.stream(ONE + "/events", event(3, "ready", "") + event(9, "ready", ""));
    Session.Run run = session.run("infra", "watch", ID);
    assertThat(run.code()).isZero();
    assertThat(controlPlane.requests("GET", ONE)).hasSize(6);
  }

  @Test
  void ends_with_three_when_a_person_has_to_do_something() {
    phases("provisioning", "blocked");
    Session.Run run = session.run("infra", "watch", ID);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("a person has to do something")
        .contains("Ready=False AllResourcesReady");
  }

  @Test
  void watching_one_that_is_deleted_ends_when_it_is_gone() {
    phases("deleting", "deleting", "deleting", "deleting")
        .refuse("GET", ONE, 404, "{\"status\":404,\"error\":\"Not found.\"}");
    controlPlane.stream(ONE + "/events", event(9, "deleting", ""));
    assertThat(session.run("infra", "watch", ID).code()).isZero();
  }

  @Test
  void one_that_is_deleted_while_it_was_waited_for_counts_as_failed() {
    phases("provisioning", "provisioning", "provisioning", "provisioning")
        .refuse("GET", ONE, 404, "{\"status\":404,\"error\":\"Not found.\"}");
    controlPlane.stream(ONE + "/events", event(9, "provisioning", ""));
    Session.Run run = session.run("infra", "watch", ID);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("deleted meanwhile");
  }

  @Test
  void gives_up_when_the_time_is_up_and_says_that_it_goes_on() {
    phases("provisioning");
    controlPlane.stream(ONE + "/events", event(9, "provisioning", ""));
    Session.Run run = session.run("infra", "watch", ID, "--timeout", "0s");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("still provisioning").contains("infra watch " + ID);
  }

  @Test
  void create_and_wait_ends_with_the_infrastructure_as_json() {
    controlPlane.on("POST", "/byocInfrastructure", InfraVerbsTest.infrastructure("preflight"));
    phases("ready");
    Session.Run run =
        session.run(
            "infra",
            "create",
            "--account",
            "123456789012",
            "--region",
            "us-east-1",
            "--wait",
            "--json");
    assertThat(run.code()).isZero();
    assertThat(Api.JSON.readTree(run.out()).get("phase").asString()).isEqualTo("ready");
    assertThat(run.err()).contains("nat-a creating");
  }

  @Test
  void draws_in_place_on_a_terminal_and_leaves_it_as_it_was() {
    phases("provisioning", "provisioning", "provisioning", "provisioning", "ready");
    controlPlane.stream(ONE + "/events", NAT_READY + event(8, "ready", ""));
    Session.Run run = session.onTerminal().run("infra", "watch", ID);
    assertThat(run.out()).startsWith("\u001b[?25l").endsWith("\u001b[?25h").contains("\u001b[7A");
  }
}
