package io.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.cli.client.Api;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountVerbsTest {
  private static final String ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String PATH = "/cloudAccounts";
  private static final String ONE = PATH + "/" + ID;
  private static final String ROLE = "arn:aws:iam::123456789012:role/ClickHouseManagementRole";

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

  private static String account(String state, String... reasons) {
    return """
    {"id":"%s","accountId":"123456789012","displayName":"Main","regionId":"us-east-1","adminEmail":"a@example.com",
     "permissions":{"vpcWrite":true,"iamWrite":true,"kms":false},"externalId":"k3Yq0Zr8","state":"%s","reasons":[%s],
     "links":{"cloudFormation":"https://x.example/cloudformation.yaml","cloudFormationQuickCreate":null},
     "createdAt":"2026-01-01T00:00:00Z"%s}
    """
        .formatted(
            ID,
            state,
            reasons.length == 0 ? "" : "\"" + String.join("\",\"", reasons) + "\"",
            state.equals("awaiting-role") ? "" : ",\"managementRoleArn\":\"" + ROLE + "\"");
  }

  @Test
  void adds_with_only_what_was_said_and_shows_what_the_role_needs() {
    controlPlane.on("POST", PATH, account("awaiting-role"));
    Session.Run run =
        session.run(
            "account",
            "add",
            "--account",
            "123456789012",
            "--region",
            "us-east-1",
            "--email",
            "a@example.com",
            "--name",
            "Main",
            "--no-vpc-write",
            "--kms");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(Api.JSON.readTree(controlPlane.requests().getFirst().body()))
        .isEqualTo(
            Api.JSON.readTree(
                """
                {"accountId":"123456789012","regionId":"us-east-1","adminEmail":"a@example.com",
                 "displayName":"Main","permissions":{"vpcWrite":false,"kms":true}}
                """));
    assertThat(run.out().lines())
        .containsExactly(
            "account       123456789012 (Main)",
            "id            " + ID,
            "region        us-east-1",
            "external ID   k3Yq0Zr8",
            "state         awaiting-role",
            "links         cloudFormation https://x.example/cloudformation.yaml",
            "",
            "Make the role there with that external ID, then: freehold account verify 123456789012"
                + " --role ARN");
  }

  @Test
  void adds_an_account_whose_role_makes_no_roles() {
    controlPlane.on("POST", PATH, account("awaiting-role"));
    Session.Run run =
        session.run(
            "account",
            "add",
            "--account=123456789012",
            "--region=us-east-1",
            "--email=a@example.com",
            "--no-iam-write");
    assertThat(run.code()).isZero();
    assertThat(
            Api.JSON
                .readTree(controlPlane.requests().getFirst().body())
                .get("permissions")
                .toString())
        .isEqualTo("{\"iamWrite\":false}");
  }

  @Test
  void reports_the_role_before_it_is_judged() {
    controlPlane
        .on("GET", PATH, "[" + account("awaiting-role") + "]")
        .on("PATCH", ONE, account("verifying"))
        .on("POST", ONE + "/verify", account("ready"));
    Session.Run run = session.run("account", "verify", "123456789012", "--role", ROLE);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo("Account 123456789012 (Main) is ready." + System.lineSeparator());
    assertThat(controlPlane.requests())
        .extracting(request -> request.method() + " " + request.path())
        .containsExactly("GET " + PATH, "PATCH " + ONE, "POST " + ONE + "/verify");
    assertThat(controlPlane.requests("PATCH", ONE).getFirst().body())
        .isEqualTo("{\"managementRoleArn\":\"" + ROLE + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ready,         0
          verifying,     1
          blocked,       3
          awaiting-role, 3
          """)
  void ends_as_the_account_stands(String state, int code) {
    controlPlane
        .on("GET", PATH, "[" + account(state) + "]")
        .on("POST", ONE + "/verify", account(state));
    assertThat(session.run("account", "verify", "Main").code()).isEqualTo(code);
    Session.Run json = session.run("account", "verify", ID, "--json");
    assertThat(json.code()).isEqualTo(code);
    assertThat(Api.JSON.readTree(json.out())).isEqualTo(Api.JSON.readTree(account(state)));
  }

  @Test
  void shows_the_reasons_as_a_table() {
    controlPlane
        .on("GET", PATH, "[" + account("blocked") + "]")
        .on(
            "POST",
            ONE + "/verify",
            account(
                "blocked",
                "trust-too-wide: found principals besides us: *, needed only us. Take it out.",
                "external-id-not-demanded: found none, needed k3Yq0Zr8. Add it."));
    Session.Run run = session.run("account", "verify", "Main");
    assertThat(run.out().lines())
        .containsExactly(
            "Account 123456789012 (Main) is blocked.",
            "CHECK                     REASON",
            "trust-too-wide            found principals besides us: *, needed only us. Take it"
                + " out.",
            "external-id-not-demanded  found none, needed k3Yq0Zr8. Add it.");
    assertThat(run.err()).contains("a person has to do something");
  }

  @Test
  void waits_for_a_role_that_is_too_new_and_not_for_ever() {
    controlPlane
        .on("GET", PATH, "[" + account("verifying") + "]")
        .on("POST", ONE + "/verify", account("verifying"))
        .on("GET", ONE, account("verifying"))
        .on("GET", ONE, account("ready"));
    assertThat(session.run("account", "verify", "Main", "--wait").code()).isZero();
    assertThat(session.pauses()).hasSize(2);

    controlPlane.on("GET", ONE, account("verifying")).on("GET", ONE, account("verifying"));
    Session.Run late = session.run("account", "verify", "Main", "--wait", "--timeout", "0s");
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.err()).contains("still verifying");
  }

  @Test
  void describes_one_with_its_reasons_and_lists_all() {
    controlPlane
        .on("GET", PATH, "[" + account("blocked") + "]")
        .on("GET", ONE, account("blocked", "role-not-found: found none, needed one. Make it."));
    assertThat(session.run("account", "get", "123456789012").out().lines())
        .contains(
            "external ID   k3Yq0Zr8",
            "role          " + ROLE,
            "state         blocked",
            "role-not-found  found none, needed one. Make it.");
    assertThat(session.run("account", "list").out().lines())
        .containsExactly(
            "ACCOUNT       DISPLAY NAME  REGION     STATE    ROLE"
                + " ".repeat(ROLE.length() - 2)
                + "ID",
            "123456789012  Main          us-east-1  blocked  " + ROLE + "  " + ID);
  }

  @Test
  void says_how_to_find_one_that_is_not_there_and_tells_two_of_one_name_apart() {
    controlPlane.on("GET", PATH, "[" + account("ready") + "," + account("ready") + "]");
    Session.Run absent = session.run("account", "get", "nope");
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.err()).contains("found \"nope\"").contains("freehold account list");
    assertThat(session.run("account", "get", "Main").err())
        .contains("name one by its digits: 123456789012, 123456789012");
  }

  @Test
  void a_command_line_without_the_account_is_not_usable() {
    Session.Run run = session.run("account", "add", "--region", "us-east-1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--account").contains("--email");
    assertThat(controlPlane.requests()).isEmpty();
  }
}
