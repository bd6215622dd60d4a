package io.freehold.controlplane.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.access.Role;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.secret.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class KeyApiTest {
  private final TestClient admin = TestControlPlane.organization();

  @Test
  void a_key_is_shown_once_and_works() {
    JsonNode made = admin.post("/keys", "{'name':'ci','roles':['admin']}").result();

    TestClient other =
        admin.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
    assertThat(other.get("").status()).isEqualTo(200);
    JsonNode again = admin.get("/keys/" + made.at("/key/id").asString()).result();
    assertThat(again.propertyNames()).doesNotContain("keySecret", "keyId");
    assertThat(again.get("keySuffix").asString())
        .isEqualTo(made.get("keyId").asString().substring(16));
    assertThat(again.get("state").asString()).isEqualTo("enabled");
    assertThat(again.at("/assignedRoles/0/roleName").asString()).isEqualTo("admin");
    Instant.parse(again.get("usedAt").asString());
  }

  @Test
  void neither_id_nor_secret_of_a_key_is_in_the_database() {
    JsonNode made = admin.post("/keys", "{'name':'ci','roles':['admin']}").result();

    String rows =
        TestControlPlane.shared()
            .part(JdbcClient.class)
            .sql("SELECT string_agg(k::text, ' ') FROM api_key k")
            .query(String.class)
            .single();
    assertThat(rows)
        .contains(Sha256.base64(made.get("keySecret").asString()))
        .doesNotContain(made.get("keySecret").asString())
        .doesNotContain(made.get("keyId").asString());
  }

  @Test
  void a_developer_looks_and_does_not_touch() {
    TestClient developer = with("developer");

    assertThat(developer.get("").status()).isEqualTo(200);
    assertThat(developer.get("/keys").status()).isEqualTo(200);
    Reply refused = developer.post("/keys", "{'name':'x','roles':['admin']}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("role-may-not");
    assertThat(developer.patch("", "{'name':'Mine'}").status()).isEqualTo(403);
  }

  @Test
  void a_key_for_queries_alone_may_do_nothing_here() {
    assertThat(with("query_endpoints").get("").status()).isEqualTo(403);
  }

  @Test
  void a_disabled_an_expired_and_a_deleted_key_are_no_keys() {
    JsonNode made = admin.post("/keys", "{'name':'ci','roles':['developer']}").result();
    String path = "/keys/" + made.at("/key/id").asString();
    TestClient key = admin.withKey(made.get("keyId").asString(), made.get("keySecret").asString());

    admin.patch(path, "{'state':'disabled'}").result();
    assertThat(key.get("").status()).isEqualTo(401);
    admin.patch(path, "{'state':'enabled','expireAt':'2001-01-01T00:00:00Z'}").result();
    assertThat(key.get("").status()).isEqualTo(401);
    assertThat(admin.patch(path, "{'name':'renamed'}").result().has("expireAt")).isTrue();
    assertThat(admin.patch(path, "{'expireAt':null}").result().has("expireAt")).isFalse();
    assertThat(key.get("").status()).isEqualTo(200);
    assertThat(admin.delete(path).json().has("result")).isFalse();
    assertThat(key.get("").status()).isEqualTo(401);
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void the_last_admin_key_can_neither_be_deleted_nor_made_useless() {
    String last = "/keys/" + admin.get("/keys").result().at("/0/id").asString();
    // Neither of these could make a key.
    admin.post("/keys", "{'name':'reader','roles':['developer']}").result();
    admin.post("/keys", "{'name':'off','roles':['admin'],'state':'disabled'}").result();
    admin
        .post("/keys", "{'name':'old','roles':['admin'],'expireAt':'2001-01-01T00:00:00Z'}")
        .result();

    assertThat(admin.delete(last).code()).isEqualTo("last-admin-key");
    for (String change :
        List.of(
            "{'roles':['developer']}",
            "{'state':'disabled'}",
            "{'expireAt':'2001-01-01T00:00:00Z'}")) {
      assertThat(admin.patch(last, change).code()).as(change).isEqualTo("last-admin-key");
    }
    assertThat(admin.patch(last, "{'name':'renamed'}").status()).isEqualTo(200);

    JsonNode second = admin.post("/keys", "{'name':'second','roles':['admin']}").result();
    assertThat(admin.delete(last).code()).as("with itself").isEqualTo("key-in-use");
    TestClient other =
        admin.withKey(second.get("keyId").asString(), second.get("keySecret").asString());
    assertThat(other.delete(last).status()).isEqualTo(200);
  }

  @Test
  void a_key_without_any_role_is_not_made() {
    for (String roles :
        List.of(
            "'roles':[]",
            "'roles':null",
            "'assignedRoleIds':[]",
            "'roles':[],'assignedRoleIds':[]",
            "'roles':null,'assignedRoleIds':null")) {
      assertThat(admin.post("/keys", "{'name':'x',%s}".formatted(roles)).status())
          .as(roles)
          .isEqualTo(400);
    }
    JsonNode made =
        admin.post("/keys", "{'name':'x','roles':['developer'],'assignedRoleIds':[]}").result();
    assertThat(made.at("/key/roles/0").asString()).isEqualTo("developer");
  }

  @Test
  void a_key_is_never_left_without_any_role() {
    JsonNode made = admin.post("/keys", "{'name':'x','roles':['developer']}").result();
    String path = "/keys/" + made.at("/key/id").asString();

    assertThat(admin.patch(path, "{'roles':[]}").violations()).containsExactly("roles too-few");
    assertThat(admin.patch(path, "{'roles':null}").result().at("/roles/0").asString())
        .isEqualTo("developer");
  }

  @Test
  void changes_of_different_fields_at_once_are_both_kept() throws Exception {
    JsonNode made = admin.post("/keys", "{'name':'ci','roles':['developer']}").result();
    String path = "/keys/" + made.at("/key/id").asString();
    for (int i = 0; i < 10; i++) {
      String name = "name " + i;
      admin.patch(path, "{'state':'enabled'}").result();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var one = threads.submit(() -> admin.patch(path, "{'name':'%s'}".formatted(name)).status());
        var two = threads.submit(() -> admin.patch(path, "{'state':'disabled'}").status());
        assertThat(one.get() + two.get()).isEqualTo(400);
      }
      assertThat(admin.get(path).result().get("name").asString()).isEqualTo(name);
      assertThat(admin.get(path).result().get("state").asString()).isEqualTo("disabled");
    }
  }

  @Test
  void a_time_that_nothing_can_keep_is_none() {
    for (String time : List.of("+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2026-11-30")) {
      assertThat(
              admin
                  .post("/keys", "{'name':'x','roles':['admin'],'expireAt':'%s'}".formatted(time))
                  .violations())
          .as(time)
          .containsExactly("expireAt wrong-type");
    }
  }

  @Test
  void of_two_admin_keys_that_are_deleted_at_once_one_stays() throws Exception {
    JsonNode second = admin.post("/keys", "{'name':'second','roles':['admin']}").result();
    TestClient other =
        admin.withKey(second.get("keyId").asString(), second.get("keySecret").asString());
    String first = "/keys/" + admin.get("/keys").result().at("/0/id").asString();
    String its = "/keys/" + second.at("/key/id").asString();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> admin.delete(its).status());
      var two = threads.submit(() -> other.delete(first).status());
      assertThat(List.of(one.get(), two.get())).containsOnlyOnce(200);
    }
  }

  @Test
  void a_key_works_only_from_its_addresses() {
    JsonNode made =
        admin
            .post(
                "/keys",
                "{'name':'ci','roles':['developer'],'ipAccessList':[{'source':'192.0.2.0/24'}]}")
            .result();
    TestClient key = admin.withKey(made.get("keyId").asString(), made.get("keySecret").asString());

    Reply refused = key.get("");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("address-not-allowed");
    admin
        .patch(
            "/keys/" + made.at("/key/id").asString(),
            "{'ipAccessList':[{'source':'127.0.0.0/8','description':'here'}]}")
        .result();
    assertThat(key.get("").status()).isEqualTo(200);
  }

  @Test
  void a_client_may_bring_hashes_of_a_key_that_it_made_itself() {
    KeyPair own = KeyPair.random(RandomGenerator.getDefault());

    JsonNode made =
        admin
            .post(
                "/keys",
                """
                {'name':'own','assignedRoleIds':['%s'],'hashData':
                 {'keyIdHash':'%s','keyIdSuffix':'%s','keySecretHash':'%s'}}
                """
                    .formatted(
                        Role.DEVELOPER.id(),
                        Sha256.base64(own.keyId()),
                        own.keyId().substring(16),
                        Sha256.base64(own.keySecret())))
            .result();

    assertThat(made.has("keySecret")).isFalse();
    assertThat(admin.withKey(own.keyId(), own.keySecret()).get("").status()).isEqualTo(200);
  }

  @Test
  void wrong_secrets_are_refused_alike() {
    for (String secret : new String[] {"", "x", "fhs_short", admin.keySecret() + "x"}) {
      Reply refused = admin.withKey(admin.keyId(), secret).get("");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    assertThat(admin.withKey("nobody", admin.keySecret()).get("").status()).isEqualTo(401);
    assertThat(admin.withKey(null, null).get("").status()).isEqualTo(401);
  }

  private TestClient with(String role) {
    JsonNode made =
        admin.post("/keys", "{'name':'%s','roles':['%s']}".formatted(role, role)).result();
    return admin.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
  }
}
