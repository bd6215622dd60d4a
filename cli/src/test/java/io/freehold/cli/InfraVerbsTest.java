package io.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class InfraVerbsTest {
  private static final String ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String ONE = "/byocInfrastructure/" + ID;
  private static final String READY = infrastructure("ready");

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

  static String infrastructure(String phase) {
    return """
    {"id":"%s","name":"k3m9x2p7qa","displayName":"Main","state":"infra-ready","phase":"%s","accountId":"123456789012",
     "regionId":"us-east-1","vpcCidrRange":"10.0.0.0/16","deletionProtection":false,"aNewField":{"x":1},
     "zones":[{"name":"us-east-1a","id":"use1-az4","suffix":"a"}],
     "endpoints":{"public":"*.k3m9x2p7qa.us-east-1.aws.byoc.clickhouse.cloud"},
     "conditions":[{"type":"Ready","status":"%s","reason":"AllResourcesReady","message":"all fine",
       "observedGeneration":1,"lastTransitionTime":"2026-01-01T00:00:00Z"}],
     "progress":{"ready":3,"total":4,"secondsElapsed":61,"secondsExpected":788}}
    """
        .formatted(ID, phase, phase.equals("ready") ? "True" : "False");
  }

  @Test
  void lists_as_a_table() {
    controlPlane.on("GET", "/byocInfrastructure", "[" + READY + "]");
    Session.Run run = session.run("infra", "list");
    assertThat(run.out().lines())
        .containsExactly(
            "NAME        DISPLAY NAME  ACCOUNT       REGION     PHASE  READY  ID",
            "k3m9x2p7qa  Main          123456789012  us-east-1  ready  3/4    " + ID);
    assertThat(run.code()).isZero();
  }

  @Test
  void prints_json_as_the_control_plane_gave_it_with_fields_it_does_not_know() {
    controlPlane.on("GET", ONE, READY);
    Session.Run run = session.run("infra", "get", ID, "--json");
    assertThat(Api.JSON.readTree(run.out())).isEqualTo(Api.JSON.readTree(READY));
  }

  @Test
  void takes_an_answer_that_leaves_out_all_but_the_names() {
    controlPlane.on(
        "GET",
        ONE,
        "{\"id\":\"" + ID + "\",\"name\":\"n\",\"state\":\"infra-ready\",\"phase\":\"ready\"}");
    Session.Run run = session.run("infra", "get", ID);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("phase         ready");
  }

  @Test
  void describes_one_found_by_its_display_name() {
    controlPlane.on("GET", "/byocInfrastructure", "[" + READY + "]").on("GET", ONE, READY);
    Session.Run run = session.run("infra", "get", "Main");
    assertThat(run.out().lines())
        .contains(
            "name          k3m9x2p7qa",
            "zones         use1-az4 (us-east-1a)",
            "phase         ready (infra-ready)",
            "resources     3 of 4 ready",
            "endpoints     public *.k3m9x2p7qa.us-east-1.aws.byoc.clickhouse.cloud",
            "conditions    Ready=True AllResourcesReady: all fine");
  }

  @Test
  void shows_where_the_roles_that_the_customer_makes_come_from() {
    controlPlane.on(
        "GET",
        ONE,
        infrastructure("blocked")
            .replace(
                "\"aNewField\"",
                "\"roleTemplate\":{\"cloudFormation\":\"/a.yaml\",\"terraform\":\"/a.tf\"},\"aNewField\""));
    Session.Run run = session.run("infra", "get", ID);
    assertThat(run.out().lines())
        .containsSequence("role template cloudFormation /a.yaml", "              terraform /a.tf");
  }

  private static final String SERVICE = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void has_a_service_keep_logs_by_its_name_and_none_any_more() {
    String services =
        """
        [{"id":"1f8fad5b-d9cb-469f-a165-70867728950e","name":"elsewhere","state":"running","byocId":"other"},
         {"id":"%s","name":"logs","state":"running","byocId":"%s"}]
        """
            .formatted(SERVICE, ID);
    String chosen =
        READY.replace(
            "\"aNewField\"",
            "\"logHouse\":{\"serviceId\":\"%s\",\"retentionDays\":90},\"aNewField\""
                .formatted(SERVICE));
    controlPlane
        .on("GET", "/services", services)
        .on("PATCH", ONE, chosen)
        .on("PATCH", ONE, READY)
        .on("GET", ONE, chosen);
    Session.Run run =
        session.run("infra", "update", ID, "--log-house", "logs", "--log-retention-days", "90");
    assertThat(run.out())
        .contains("logs is to keep the logs of k3m9x2p7qa for 90 days.", "LoghouseShippingReady");
    assertThat(Api.JSON.readTree(controlPlane.requests("PATCH", ONE).getLast().body()))
        .isEqualTo(
            Api.JSON.readTree(
                "{\"logHouse\":{\"serviceId\":\"%s\",\"retentionDays\":90}}".formatted(SERVICE)));
    assertThat(session.run("infra", "get", ID).out().lines())
        .containsSequence("LogHouse      serviceId " + SERVICE, "              retentionDays 90");

    Session.Run elsewhere = session.run("infra", "update", ID, "--log-house", "elsewhere");
    assertThat(elsewhere.code()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("a service of this infrastructure");

    Session.Run none = session.run("infra", "update", ID, "--no-log-house");
    assertThat(none.out()).contains("No service keeps the logs of k3m9x2p7qa any more.");
    assertThat(controlPlane.requests("PATCH", ONE).getLast().body())
        .isEqualTo("{\"logHouse\":null}");
  }

  @Test
  void says_what_it_lacks_to_change_something() {
    assertThat(session.run("infra", "update", ID).err())
        .contains("neither --log-house nor --no-log-house");
    assertThat(session.run("infra", "update", ID, "--log-house", "x", "--no-log-house").err())
        .contains("both");
    assertThat(
            session.run("infra", "update", ID, "--no-log-house", "--log-retention-days", "3").err())
        .contains("--log-retention-days without --log-house");
  }

  @Test
  void says_how_to_find_one_that_is_not_there() {
    controlPlane.on("GET", "/byocInfrastructure", "[]");
    Session.Run run = session.run("infra", "get", "nope");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("found \"nope\"").contains("freehold infra list");
  }

  @Test
  void creates_with_only_what_was_said() {
    controlPlane.on("POST", "/byocInfrastructure", infrastructure("preflight"));
    Session.Run run =
        session.run(
            "infra",
            "create",
            "--account",
            "123456789012",
            "--region",
            "us-east-1",
            "--name",
            "Main",
            "--zones",
            "a,b,c",
            "--no-public-load-balancer",
            "--tag",
            "team=data",
            "--peer-cidr",
            "10.9.0.0/16");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    JsonNode body = Api.JSON.readTree(controlPlane.requests().getFirst().body());
    assertThat(body)
        .isEqualTo(
            Api.JSON.readTree(
                """
                {"displayName":"Main","accountId":"123456789012","regionId":"us-east-1",
                 "availabilityZoneSuffixes":["a","b","c"],"peerCidrs":["10.9.0.0/16"],
                 "loadBalancers":{"public":false},"tags":{"team":"data"}}
                """));
    assertThat(run.out()).contains("k3m9x2p7qa is being created").contains("infra watch " + ID);
  }

  @Test
  void creates_from_a_file_and_options_win_over_it() throws IOException {
    controlPlane.on("POST", "/byocInfrastructure", infrastructure("preflight"));
    Path file =
        Files.writeString(
            folder.resolve("body.json"),
            "{\"accountId\":\"123456789012\",\"regionId\":\"eu-west-1\",\"network\":{\"mode\":\"managed\"}}");
    Session.Run run =
        session.run(
            "infra",
            "create",
            "--file",
            file.toString(),
            "--region",
            "us-east-1",
            "--nat-gateways",
            "single");
    assertThat(run.code()).isZero();
    assertThat(Api.JSON.readTree(controlPlane.requests().getFirst().body()))
        .isEqualTo(
            Api.JSON.readTree(
                """
                {"accountId":"123456789012","regionId":"us-east-1",
                 "network":{"mode":"managed","natGateways":"single"}}
                """));
  }

  @Test
  void asks_again_with_the_same_idempotency_key_when_the_answer_is_lost() {
    controlPlane
        .loseAnswer("POST", "/byocInfrastructure")
        .on("POST", "/byocInfrastructure", infrastructure("preflight"));
    Session.Run run =
        session.run("infra", "create", "--account", "123456789012", "--region", "us-east-1");
    assertThat(run.code()).isZero();
    List<String> keys =
        controlPlane.requests("POST", "/byocInfrastructure").stream()
            .map(request -> String.valueOf(request.header("Idempotency-Key")))
            .toList();
    assertThat(keys).hasSize(2).doesNotContain("null");
    assertThat(keys.getFirst()).isEqualTo(keys.getLast());
  }

  @Test
  void waits_for_a_request_that_still_runs_after_its_answer_was_lost() {
    controlPlane
        .loseAnswer("POST", "/byocInfrastructure")
        .refuse(
            "POST",
            "/byocInfrastructure",
            409,
            """
            {"status":409,"requestId":"r-8","error":"It is still under way.",
             "code":"idempotency-key-in-use","details":[]}
            """)
        .on("POST", "/byocInfrastructure", infrastructure("preflight"));

    Session.Run run =
        session.run("infra", "create", "--account", "123456789012", "--region", "us-east-1");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(session.pauses()).hasSize(1);
    assertThat(
            controlPlane.requests("POST", "/byocInfrastructure").stream()
                .map(request -> String.valueOf(request.header("Idempotency-Key")))
                .distinct())
        .hasSize(1);
  }

  @Test
  void shows_every_detail_of_a_refusal() {
    controlPlane.refuse(
        "POST",
        "/byocInfrastructure",
        400,
        """
        {"status":400,"requestId":"r-7","error":"The request has 2 violations.","code":"invalid-request","details":[
         {"field":"vpcCidrRange","code":"too-small","message":"The range is too small.","found":"10.0.0.0/24",
          "needed":"/16 to /22","remedy":"Choose a range of /22 or larger."},
         {"field":"availabilityZoneSuffixes","code":"too-few","message":"Three zones are needed.","found":"a, b"}]}
        """);
    Session.Run run = session.run("infra", "create", "--account", "1", "--region", "us-east-1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "freehold: refused (400 invalid-request): The request has 2 violations.",
            "  vpcCidrRange: The range is too small.",
            "    found   10.0.0.0/24",
            "    needed  /16 to /22",
            "    remedy  Choose a range of /22 or larger.",
            "  availabilityZoneSuffixes: Three zones are needed.",
            "    found   a, b",
            "  request r-7");
  }

  @Test
  void prints_a_refusal_as_json_where_json_is_asked_for() {
    String envelope =
        "{\"status\":404,\"requestId\":\"r-404\",\"error\":\"Not found.\",\"code\":\"not-found\"}";
    Session.Run run = session.run("infra", "get", ID, "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(Api.JSON.readTree(run.out())).isEqualTo(Api.JSON.readTree(envelope));
  }

  @Test
  void shows_a_plan() {
    controlPlane.on(
        "GET",
        ONE + "/plan",
        """
        {"changes":[
          {"node":"nat-a","kind":"nat-gateway","action":"create","fields":[],"impact":"none"},
          {"node":"nodes","kind":"node-group","action":"update","fields":["minSize","version"],"impact":"rolling"}],
         "monthlyCostDelta":361.25}
        """);
    assertThat(session.run("infra", "plan", ID).out().lines())
        .containsExactly(
            "  + nat-a  nat-gateway",
            "  ~ nodes  node-group  minSize, version  impact: rolling",
            "",
            "1 to create, 1 to update.",
            "Monthly cost: +361.25 USD at list prices.");
  }

  @Test
  void says_that_a_plan_is_empty() {
    controlPlane.on("GET", ONE + "/plan", "{\"changes\":[],\"monthlyCostDelta\":0}");
    assertThat(session.run("infra", "plan", ID).out()).startsWith("No changes");
  }

  @Test
  void lists_resources_and_draws_them() {
    controlPlane
        .on("GET", ONE, READY)
        .on(
            "GET",
            ONE + "/resources",
            """
            [{"node":"vpc","kind":"vpc","externalId":"vpc-1","state":"ready","dependsOn":[],
              "since":"2026-01-01T00:00:02Z","message":null}]
            """);
    assertThat(session.run("infra", "resources", ID).out().lines())
        .containsExactly(
            "NODE  KIND  STATE  SINCE                 EXTERNAL ID  MESSAGE",
            "vpc   vpc   ready  2026-01-01T00:00:02Z  vpc-1        -");
    assertThat(session.run("infra", "resources", ID, "--tree").out())
        .contains("k3m9x2p7qa")
        .contains("Network")
        .contains("└ ✓ vpc");
  }

  @Test
  void deletes_only_what_is_confirmed_by_name() {
    controlPlane.on("GET", ONE, READY).on("DELETE", ONE + "?data=retain", READY);
    Session.Run nobody = session.run("infra", "delete", ID);
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("--yes");
    Session.Run other = session.typing("something").run("infra", "delete", ID);
    assertThat(other.code()).isEqualTo(2);
    assertThat(controlPlane.requests("DELETE", ONE + "?data=retain")).isEmpty();
    Session.Run meant = session.typing("k3m9x2p7qa").run("infra", "delete", ID);
    assertThat(meant.code()).isZero();
    assertThat(meant.out()).contains("its data kept");
    assertThat(controlPlane.requests("DELETE", ONE + "?data=retain")).hasSize(1);
  }

  @Test
  void deletes_data_only_on_the_word() {
    controlPlane.on("GET", ONE, READY).on("DELETE", ONE + "?data=delete", READY);
    assertThat(session.run("infra", "delete", ID, "--data", "delete", "--yes").code()).isZero();
    assertThat(controlPlane.requests("DELETE", ONE + "?data=delete")).hasSize(1);
  }

  @Test
  void a_wrong_command_line_ends_with_the_usage_code() {
    Session.Run run = session.run("infra", "create", "--regoin", "us-east-1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--regoin").contains("freehold infra create --help");
    assertThat(session.run("infra", "watch", ID, "--timeout", "soon").err())
        .contains("needed a time like 90s");
    assertThat(session.run("infra", "create", "--name", "x").err())
        .contains("--account and --region are needed");
    assertThat(session.run("infra", "delete", ID, "--data", "keep").code()).isEqualTo(2);
  }

  @Test
  void says_that_nobody_answers() throws IOException {
    controlPlane.close();
    Session.Run run = session.run("infra", "list");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no control plane answers at " + controlPlane.url());
  }

  @Test
  void says_that_the_key_is_wrong() {
    Session.Run run = session.set("FREEHOLD_KEY_SECRET", "other").run("infra", "list");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("refused (401)").contains("FREEHOLD_KEY_SECRET");
  }

  @Test
  void says_so_when_something_else_answers() {
    controlPlane.refuse("GET", "/byocInfrastructure", 502, "<html>Bad gateway</html>");
    Session.Run run = session.run("infra", "list");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("not from a control plane").contains("Bad gateway");
  }
}
