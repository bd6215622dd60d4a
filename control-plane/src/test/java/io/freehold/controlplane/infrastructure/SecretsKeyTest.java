package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The customer's key for Kubernetes secrets: wanted only where it may be used, never taken away.
 */
class SecretsKeyTest {
  private static final String PATH = "/byocInfrastructure";
  private static final String KEY =
      "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String OTHER =
      "arn:aws:kms:us-east-1:123456789012:key/mrk-9876abcd12ab34cd56ef1234567890ab";

  private final TestClient client = TestControlPlane.organization();

  @Test
  void it_is_shown_as_it_was_asked_for() {
    onboard(true);

    JsonNode made = create("'" + KEY + "'").result();
    assertThat(made.get("secretsKeyArn").asString()).isEqualTo(KEY);
    assertThat(read(made).get("secretsKeyArn").asString()).isEqualTo(KEY);
  }

  @Test
  void it_is_added_later_and_then_stays() {
    onboard(true);
    String path = PATH + "/" + create("null").result().get("id").asString();

    assertThat(client.patch(path, "{'secretsKeyArn':'" + KEY + "'}").result().get("secretsKeyArn"))
        .hasToString("\"" + KEY + "\"");
    for (String change : new String[] {"'" + OTHER + "'", "null"}) {
      Reply reply = client.patch(path, "{'secretsKeyArn':" + change + "}");
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.code()).isEqualTo("immutable-field");
      assertThat(reply.violations()).containsExactly("secretsKeyArn immutable-field");
    }
    assertThat(client.patch(path, "{'displayName':'New'}").result().get("secretsKeyArn"))
        .hasToString("\"" + KEY + "\"");
    assertThat(client.patch(path, "{'secretsKeyArn':'" + KEY + "'}").status()).isEqualTo(200);
  }

  @Test
  void it_is_refused_where_the_role_may_not_use_keys() {
    onboard(false);
    Reply refused = create("'" + KEY + "'");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.violations()).containsExactly("secretsKeyArn permission-withheld");

    String path = PATH + "/" + create("null").result().get("id").asString();
    assertThat(client.patch(path, "{'secretsKeyArn':'" + KEY + "'}").violations())
        .containsExactly("secretsKeyArn permission-withheld");
  }

  @Test
  void an_alias_or_a_key_of_another_region_is_refused() {
    onboard(true);

    assertThat(create("'arn:aws:kms:us-east-1:123456789012:alias/secrets'").violations())
        .containsExactly("secretsKeyArn key-arn-malformed");
    assertThat(create("'" + KEY.replace("us-east-1", "eu-west-1") + "'").violations())
        .containsExactly("secretsKeyArn key-in-other-region");
  }

  private Reply create(String key) {
    return client.post(
        PATH, "{'accountId':'123456789012','regionId':'us-east-1','secretsKeyArn':" + key + "}");
  }

  private JsonNode read(JsonNode made) {
    return client.get(PATH + "/" + made.get("id").asString()).result();
  }

  private void onboard(boolean kms) {
    client.onboard(
        "123456789012",
        "{'kms':" + kms + "}",
        externalId -> "arn:aws:iam::123456789012:role/ClickHouseManagementRole");
  }
}
