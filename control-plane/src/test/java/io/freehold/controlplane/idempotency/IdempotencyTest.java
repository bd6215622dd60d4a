package io.freehold.controlplane.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyTest {
  private static final String BODY = "{'name':'ci','roles':['developer']}";

  private final TestClient client = TestControlPlane.organization();
  private final String key = UUID.randomUUID().toString();

  @Test
  void a_repeated_request_gets_the_first_answer_without_its_secret() {
    Reply first = post(BODY);
    Reply second = post(BODY);

    assertThat(first.result().has("keySecret")).isTrue();
    assertThat(second.result().get("key")).isEqualTo(first.result().get("key"));
    assertThat(second.result().get("keyId")).isEqualTo(first.result().get("keyId"));
    assertThat(second.result().has("keySecret")).isFalse();
    assertThat(second.code()).isEqualTo("secret-not-repeated");
    assertThat(second.violations()).containsExactly("keySecret secret-not-repeated");
    assertThat(second.json().get("requestId")).isNotEqualTo(first.json().get("requestId"));
    assertThat(keysNamed("ci")).isEqualTo(1);
  }

  @Test
  void the_same_key_with_another_body_or_query_is_refused() {
    post(BODY).result();

    Reply body = post("{'name':'other','roles':['developer']}");
    assertThat(body.status()).isEqualTo(422);
    assertThat(body.code()).isEqualTo("idempotency-key-reused");
    assertThat(keysNamed("other")).isZero();

    Reply query = client.post("/keys?category=network", BODY, "Idempotency-Key", key);
    assertThat(query.status()).isEqualTo(422);
    assertThat(query.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void a_refused_request_may_be_mended_under_the_same_key() {
    assertThat(post("{'name':'ci'}").status()).isEqualTo(400);

    assertThat(post(BODY).status()).isEqualTo(200);
  }

  @Test
  void a_key_whose_role_may_not_ask_does_not_get_the_answer_of_one_that_may() {
    post(BODY).result();
    var made = client.post("/keys", "{'name':'reader','roles':['developer']}").result();

    Reply reply =
        client
            .withKey(made.get("keyId").asString(), made.get("keySecret").asString())
            .post("/keys", BODY, "Idempotency-Key", key);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("role-may-not");
  }

  @Test
  void two_organizations_may_use_the_same_key() {
    post(BODY).result();

    TestClient other = TestControlPlane.organization();
    Reply reply = other.post("/keys", BODY, "Idempotency-Key", key);
    assertThat(reply.result().has("keySecret")).isTrue();
  }

  @Test
  void simultaneous_repeats_make_one_thing() throws Exception {
    List<Callable<Reply>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(() -> post(BODY));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(calls)) {
        assertThat(reply.get().status()).isEqualTo(200);
      }
    }
    assertThat(keysNamed("ci")).isEqualTo(1);
  }

  @Test
  void no_secret_is_kept_with_the_answer() {
    String secret = post(BODY).result().get("keySecret").asString();

    assertThat(
            TestControlPlane.shared()
                .part(JdbcClient.class)
                .sql("SELECT string_agg(a::text, ' ') FROM idempotent_answer a")
                .query(String.class)
                .single())
        .contains("keySecret") // as the name of what is missing
        .doesNotContain(secret);
  }

  @Test
  void after_a_day_the_key_is_free_again() {
    post(BODY).result();
    TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql(
            "UPDATE idempotent_answer SET created_at = created_at - interval '25 hours' WHERE key ="
                + " ?")
        .param(key)
        .update();

    assertThat(post(BODY).result().has("keySecret")).isTrue();
    assertThat(keysNamed("ci")).isEqualTo(2);
  }

  private Reply post(String body) {
    return client.post("/keys", body, "Idempotency-Key", key);
  }

  private long keysNamed(String name) {
    long count = 0;
    for (var one : client.get("/keys").result()) {
      count += one.get("name").asString().equals(name) ? 1 : 0;
    }
    return count;
  }
}
