package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.util.List;
import org.junit.jupiter.api.Test;
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
  void what_was_found_of_a_role_lasts_until_another_is_reported() {
    Accounts accounts = TestControlPlane.shared().part(Accounts.class);
    JsonNode made = client.post("/cloudAccounts", BODY).result();
    String path = "/cloudAccounts/" + made.get("id").asString();
    client.patch(path, "{'managementRoleArn':'arn:aws:iam::123456789012:role/one'}").result();
    StoredAccount one = accounts.find(client.organizationId(), "123456789012").orElseThrow();

    accounts.works(one);
    assertThat(client.get(path).result().get("state").asString()).isEqualTo("ready");
    client.patch(path, "{'managementRoleArn':'arn:aws:iam::123456789012:role/one'}").result();
    assertThat(client.get(path).result().get("state").asString()).isEqualTo("ready");
    client.patch(path, "{'managementRoleArn':'arn:aws:iam::123456789012:role/p/two'}").result();
    accounts.works(one);
    assertThat(client.get(path).result().get("state").asString()).isEqualTo("verifying");

    StoredAccount two = accounts.find(client.organizationId(), "123456789012").orElseThrow();
    accounts.fails(two, List.of("the role cannot be assumed"));
    assertThat(client.get(path).result().get("state").asString()).isEqualTo("blocked");
    assertThat(client.get(path).result().at("/reasons/0").asString()).contains("assumed");
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
  void a_role_of_another_account_or_of_no_form_is_refused() {
    String path =
        "/cloudAccounts/" + client.post("/cloudAccounts", BODY).result().get("id").asString();

    assertThat(
            client
                .patch(path, "{'managementRoleArn':'arn:aws:iam::999999999999:role/x'}")
                .violations())
        .containsExactly("managementRoleArn role-of-other-account");
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
    assertThat(other.get("/cloudAccounts").result().size()).isZero();
    assertThat(client.get(path).status()).isEqualTo(200);
  }
}
