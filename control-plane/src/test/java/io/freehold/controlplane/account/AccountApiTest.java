package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AccountApiTest {
  private static final String BODY =
      "{'accountId':'123456789012','regionId':'us-east-1','adminEmail':'admin@example.com'}";

  private final TestClient client = TestControlPlane.organization();

  @Test
  void an_account_waits_for_its_role_and_then_for_its_first_use() {
    JsonNode made = client.post("/cloudAccounts", BODY).result();
    assertThat(made.get("state").asString()).isEqualTo("awaiting-role");
    assertThat(made.get("displayName").asString()).isEqualTo("123456789012");
    assertThat(made.get("externalId").asString()).hasSize(32);
    assertThat(made.at("/permissions/vpcWrite").asBoolean()).isTrue();
    assertThat(made.at("/permissions/kms").asBoolean()).isFalse();

    String role = "arn:aws:iam::123456789012:role/ClickHouseManagementRole";
    JsonNode reported =
        client
            .patch(
                "/cloudAccounts/" + made.get("id").asString(),
                "{'managementRoleArn':'%s','displayName':'Production'}".formatted(role))
            .result();
    assertThat(reported.get("state").asString()).isEqualTo("verifying");
    assertThat(reported.get("managementRoleArn").asString()).isEqualTo(role);
    assertThat(reported.get("displayName").asString()).isEqualTo("Production");
    assertThat(client.get("/cloudAccounts").result().get(0)).isEqualTo(reported);
  }

  @Test
  void a_role_is_judged_when_that_is_asked_for() {
    String path = made();
    assertThat(client.post(path + "/verify", "{}").result().get("state").asString())
        .isEqualTo("awaiting-role");
    assertThat(client.get(path).result().at("/reasons/0").asString())
        .startsWith("management-role: found none, needed the ARN of a role")
        .contains("PATCH " + path);

    report(path, "ClickHouseManagementRole");
    JsonNode ready = client.post(path + "/verify", "{}").result();
    assertThat(ready.get("state").asString()).isEqualTo("ready");
    assertThat(ready.get("reasons").size()).isZero();

    report(path, "acme/ClickHouseManagementRole-open");
    JsonNode blocked = client.post(path + "/verify", "{}").result();
    assertThat(blocked.get("state").asString()).isEqualTo("blocked");
    assertThat(blocked.get("reasons"))
        .extracting(JsonNode::asString)
        .containsExactly(
            "external-id-not-demanded: found something, needed something else. Mend it.",
            "trust-too-wide: found something, needed something else. Mend it.");
    assertThat(client.get(path).result()).isEqualTo(blocked);

    report(path, "ClickHouseManagementRole-emulated");
    JsonNode warned = client.post(path + "/verify", "{}").result();
    assertThat(warned.get("state").asString()).isEqualTo("ready");
    assertThat(warned.at("/reasons/0").asString()).startsWith("not-checked: ");
  }

  @Test
  void a_judgement_lasts_until_another_role_is_reported_or_a_blocked_one_again() {
    String path = made();
    report(path, "ClickHouseManagementRole");
    client.post(path + "/verify", "{}").result();
    report(path, "ClickHouseManagementRole");
    assertThat(state(path)).isEqualTo("ready");
    report(path, "EU-ClickHouseManagementRole-open");
    assertThat(state(path)).isEqualTo("verifying");
    client.post(path + "/verify", "{}").result();
    assertThat(state(path)).isEqualTo("blocked");
    report(path, "EU-ClickHouseManagementRole-open");
    assertThat(state(path)).isEqualTo("verifying");
    assertThat(client.get(path).result().get("reasons").size()).isZero();
  }

  @Test
  void no_answer_is_no_judgement() {
    String path = made();
    report(path, "ClickHouseManagementRole-busy");
    JsonNode undecided = client.post(path + "/verify", "{}").result();
    assertThat(undecided.get("state").asString()).isEqualTo("verifying");
    assertThat(undecided.at("/reasons/0").asString())
        .startsWith("not-judged: found Throttling: slow down");
  }

  @Test
  void reporting_a_role_requests_a_look_at_it_in_the_same_breath() {
    String path = made();
    String key = "account/" + path.substring(path.lastIndexOf('/') + 1);
    assertThat(requests(key)).isZero();
    report(path, "ClickHouseManagementRole");
    assertThat(requests(key)).isEqualTo(1);
    client.patch(path, "{'displayName':'other'}").result();
    assertThat(requests(key)).isEqualTo(1);
  }

  private static long requests(String key) {
    return TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql("SELECT coalesce(max(requested), 0) FROM work_item WHERE key = ?")
        .param(key)
        .query(Long.class)
        .single();
  }

  private String made() {
    return "/cloudAccounts/" + client.post("/cloudAccounts", BODY).result().get("id").asString();
  }

  private void report(String path, String role) {
    client
        .patch(path, "{'managementRoleArn':'arn:aws:iam::123456789012:role/%s'}".formatted(role))
        .result();
  }

  private String state(String path) {
    return client.get(path).result().get("state").asString();
  }

  @Test
  void the_external_id_is_one_for_each_organization_and_account_for_ever() {
    JsonNode first = client.post("/cloudAccounts", BODY).result();
    assertThat(client.delete("/cloudAccounts/" + first.get("id").asString()).status())
        .isEqualTo(200);
    JsonNode again = client.post("/cloudAccounts", BODY).result();
    JsonNode other =
        client.post("/cloudAccounts", BODY.replace("123456789012", "210987654321")).result();
    JsonNode elsewhere = TestControlPlane.organization().post("/cloudAccounts", BODY).result();

    assertThat(again.get("externalId")).isEqualTo(first.get("externalId"));
    assertThat(again.get("id")).isNotEqualTo(first.get("id"));
    assertThat(other.get("externalId")).isNotEqualTo(first.get("externalId"));
    assertThat(elsewhere.get("externalId")).isNotEqualTo(first.get("externalId"));
  }

  @Test
  void an_account_is_named_once() {
    client.post("/cloudAccounts", BODY).result();

    Reply again = client.post("/cloudAccounts", BODY);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("account-exists");
    assertThat(again.violations()).containsExactly("accountId account-exists");
    JsonNode detail = again.json().at("/details/0");
    assertThat(detail.get("found").asString()).contains("123456789012");
    assertThat(detail.get("needed").asString()).isNotBlank();
    assertThat(detail.get("remedy").asString())
        .contains(client.get("/cloudAccounts").result().at("/0/id").asString());
  }

  @Test
  void what_another_organization_has_named_is_told_to_nobody() {
    JsonNode theirs = TestControlPlane.organization().post("/cloudAccounts", BODY).result();

    JsonNode mine = client.post("/cloudAccounts", BODY).result();
    assertThat(mine.propertyNames()).isEqualTo(theirs.propertyNames());
    assertThat(mine.get("state")).isEqualTo(theirs.get("state"));
    assertThat(mine.get("externalId")).isNotEqualTo(theirs.get("externalId"));
    assertThat(client.get("/cloudAccounts").result().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"externalId", "id", "state", "managementRoleArn", "reasons"})
  void what_is_ours_to_say_is_not_taken_from_the_caller(String field) {
    Reply reply = client.post("/cloudAccounts", BODY.replace("{", "{'" + field + "':'mine',"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly(field + " unknown-field");
    String path = made();
    if (!field.equals("managementRoleArn")) {
      assertThat(client.patch(path, "{'%s':'mine'}".formatted(field)).violations())
          .containsExactly(field + " unknown-field");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin",
        "admin@",
        "@example.com",
        "a b@example.com",
        "a@b",
        "a@b..com",
        "a@@b.com"
      })
  void an_address_that_no_mail_reaches_is_refused(String address) {
    Reply reply = client.post("/cloudAccounts", BODY.replace("admin@example.com", address));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly("adminEmail email-malformed");
    assertThat(reply.json().at("/details/0/remedy").asString()).isNotBlank();
  }

  @Test
  void everything_wrong_with_an_account_is_said_at_once() {
    Reply reply =
        client.post(
            "/cloudAccounts",
            "{'accountId':'1234','regionId':'mars-north-1','displayName':'','permission':{},"
                + "'permissions':{'kms':'yes'}}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder(
            "accountId account-id-malformed",
            "regionId region-unsupported",
            "adminEmail field-missing",
            "displayName name-length",
            "permission unknown-field",
            "permissions.kms wrong-type");
  }

  @Test
  void an_account_may_be_named_whose_role_makes_no_roles() {
    JsonNode made =
        client
            .post("/cloudAccounts", BODY.replace("}", ",'permissions':{'iamWrite':false}}"))
            .result();
    assertThat(made.at("/permissions/iamWrite").asBoolean()).isFalse();
    assertThat(made.at("/permissions/vpcWrite").asBoolean()).isTrue();
  }

  @Test
  void what_the_role_is_to_allow_can_be_changed_and_the_role_is_then_another() {
    String path = made();
    JsonNode early = client.patch(path, "{'permissions':{'iamWrite':false,'kms':true}}").result();
    assertThat(early.get("permissions"))
        .isEqualTo(TestClient.JSON.readTree("{\"vpcWrite\":true,\"iamWrite\":false,\"kms\":true}"));
    assertThat(early.at("/reasons/0").asString()).startsWith("management-role: ");
    assertThat(early.get("reasons").size()).as("there is no role to be wrong").isEqualTo(1);
    assertThat(client.get(path + "/onboarding/cloudformation.yaml").text())
        .containsPattern("IamWrite:\\n +Type: String\\n +Description: .*\\n +Default: \"false\"");

    report(path, "ClickHouseManagementRole");
    assertThat(client.post(path + "/verify", "{}").result().get("reasons").size()).isZero();
    JsonNode later = client.patch(path, "{'permissions':{'kms':false}}").result();
    assertThat(later.get("state").asString()).isEqualTo("ready");
    assertThat(later.at("/reasons/0").asString())
        .startsWith("permissions-changed: found a role that was reported before")
        .contains("needed one with vpcWrite=true, iamWrite=false, kms=false")
        .contains("PATCH " + path);
    assertThat(client.post(path + "/verify", "{}").result().get("reasons").size()).isEqualTo(1);
    client.patch(path, "{'permissions':{'kms':false},'displayName':'x'}").result();

    report(path, "ClickHouseManagementRole");
    assertThat(client.get(path).result().get("reasons").size()).isZero();
    client.patch(path, "{'permissions':{'kms':false}}").result();
    assertThat(client.get(path).result().get("reasons").size()).as("no change").isZero();
  }

  @Test
  void what_infrastructures_live_by_is_not_switched_off() {
    TestClient onboarded = TestControlPlane.onboarded("123456789012");
    String path =
        "/cloudAccounts/" + onboarded.get("/cloudAccounts").result().at("/0/id").asString();
    String name =
        onboarded
            .post("/byocInfrastructure", "{'accountId':'123456789012','regionId':'us-east-1'}")
            .result()
            .get("name")
            .asString();

    Reply refused =
        onboarded.patch(
            path, "{'displayName':'x','permissions':{'vpcWrite':false,'iamWrite':false}}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("permission-in-use");
    assertThat(refused.violations())
        .containsExactly(
            "permissions.vpcWrite permission-in-use", "permissions.iamWrite permission-in-use");
    JsonNode detail = refused.json().at("/details/1");
    assertThat(detail.get("found").asString()).contains(name);
    assertThat(detail.get("needed").asString()).isNotBlank();
    assertThat(detail.get("remedy").asString()).isNotBlank();
    assertThat(onboarded.get(path).result().get("displayName").asString())
        .as("nothing of it was done")
        .isEqualTo("123456789012");
    assertThat(onboarded.patch(path, "{'permissions':{'kms':true}}").status()).isEqualTo(200);
    assertThat(onboarded.patch(path, "{'permissions':{'kms':'no','s3':true}}").violations())
        .containsExactlyInAnyOrder("permissions.kms wrong-type", "permissions.s3 unknown-field");
  }

  @Test
  void whose_roles_an_infrastructure_has_is_settled_when_it_is_made() {
    TestClient onboarded = TestControlPlane.onboarded("123456789012");
    String path =
        "/cloudAccounts/" + onboarded.get("/cloudAccounts").result().at("/0/id").asString();
    onboarded.patch(path, "{'permissions':{'iamWrite':false}}").result();
    String body = "{'accountId':'123456789012','regionId':'us-east-1'}";
    JsonNode theirs = onboarded.post("/byocInfrastructure", body).result();
    String folder =
        onboarded.prefix() + "/byocInfrastructure/" + theirs.get("id").asString() + "/roles/";
    assertThat(theirs.at("/roleTemplate/cloudFormation").asString())
        .isEqualTo(folder + "cloudformation.yaml");
    assertThat(theirs.at("/roleTemplate/terraform").asString()).isEqualTo(folder + "terraform.tf");

    onboarded.patch(path, "{'permissions':{'iamWrite':true}}").result();
    JsonNode ours = onboarded.post("/byocInfrastructure", body).result();
    assertThat(ours.has("roleTemplate")).isFalse();
    assertThat(
            onboarded
                .get("/byocInfrastructure/" + theirs.get("id").asString())
                .result()
                .get("roleTemplate"))
        .isEqualTo(theirs.get("roleTemplate"));
    assertThat(onboarded.patch(path, "{'permissions':{'iamWrite':false}}").json().toString())
        .contains(ours.get("name").asString())
        .doesNotContain(theirs.get("name").asString());
  }

  @Test
  void a_role_of_another_account_or_of_no_form_is_refused() {
    String path =
        "/cloudAccounts/" + client.post("/cloudAccounts", BODY).result().get("id").asString();

    assertThat(
            client
                .patch(
                    path,
                    "{'managementRoleArn':'arn:aws:iam::999999999999:role/ClickHouseManagementRole'}")
                .violations())
        .containsExactly("managementRoleArn role-of-other-account");
    assertThat(
            client
                .patch(path, "{'managementRoleArn':'arn:aws:iam::999999999999:role/Admin'}")
                .violations())
        .containsExactly("managementRoleArn role-of-other-account", "managementRoleArn role-name");
    assertThat(
            client
                .patch(
                    path,
                    "{'managementRoleArn':"
                        + "'arn:aws:iam::123456789012:role/ClickHouseManagementRole/Admin'}")
                .json()
                .at("/details/0")
                .get("remedy")
                .asString())
        .contains("that name");
    assertThat(client.patch(path, "{'managementRoleArn':'role/x'}").violations())
        .containsExactly("managementRoleArn role-arn-malformed");
    assertThat(client.patch(path, "{'accountId':'210987654321'}").violations())
        .containsExactly("accountId unknown-field");
  }

  @Test
  void another_organizations_account_does_not_exist() {
    String path =
        "/cloudAccounts/" + client.post("/cloudAccounts", BODY).result().get("id").asString();
    TestClient other = TestControlPlane.organization();

    assertThat(other.get(path).status()).isEqualTo(404);
    assertThat(other.patch(path, "{'displayName':'x'}").status()).isEqualTo(404);
    assertThat(other.delete(path).status()).isEqualTo(404);
    assertThat(other.post(path + "/verify", "{}").status()).isEqualTo(404);
    assertThat(other.get("/cloudAccounts").result().size()).isZero();
    assertThat(client.get(path).status()).isEqualTo(200);
  }
}
