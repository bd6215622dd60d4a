package io.freehold.controlplane.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.TestZones;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A request that asks AWS does so outside of any transaction, and has its effect once all the same.
 */
class CloudRequestTest {
  private static final String PATH = "/byocInfrastructure";
  private static final String ACCOUNT = "111122223333";
  private static final String SLOW = "866677778888";

  private final TestClient client = TestControlPlane.onboarded(ACCOUNT);
  private final String key = UUID.randomUUID().toString();

  @Test
  void a_repeated_request_gets_the_first_answer() {
    Reply first = post(client, key, ACCOUNT);
    Reply second = post(client, key, ACCOUNT);

    assertThat(second.result()).isEqualTo(first.result());
    assertThat(second.json().get("requestId")).isNotEqualTo(first.json().get("requestId"));
    assertThat(client.get(PATH).result()).hasSize(1);
  }

  @Test
  void the_same_key_with_another_body_is_refused() {
    post(client, key, ACCOUNT).result();

    Reply reply = post(client, key, "999999999999");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void a_refused_request_may_be_mended_under_the_same_key() {
    assertThat(post(client, key, "999999999999").status()).isEqualTo(400);

    assertThat(post(client, key, ACCOUNT).status()).isEqualTo(200);
  }

  @Test
  void one_that_runs_elsewhere_is_not_run_here_as_well() {
    String id = post(client, key, ACCOUNT).result().get("id").asString();
    answerLost("+ interval '1 minute'");

    Reply reply = post(client, key, ACCOUNT);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("idempotency-key-in-use");
    assertThat(client.get(PATH).result()).hasSize(1);
    assertThat(client.get(PATH + "/" + id).status()).isEqualTo(200);
  }

  @Test
  void one_whose_control_plane_died_after_the_effect_answers_with_what_it_made() {
    String id = post(client, key, ACCOUNT).result().get("id").asString();
    answerLost("- interval '1 second'");

    assertThat(post(client, key, ACCOUNT).result().get("id").asString()).isEqualTo(id);
    assertThat(client.get(PATH).result()).hasSize(1);
    assertThat(post(client, key, ACCOUNT).result().get("id").asString())
        .as("the answer is kept now")
        .isEqualTo(id);
  }

  @Test
  void many_slow_ones_take_no_connection_from_anybody() throws Exception {
    TestClient slow = TestControlPlane.onboarded(SLOW);
    HikariDataSource pool =
        TestControlPlane.shared().part(DataSource.class).unwrap(HikariDataSource.class);
    int requests = pool.getMaximumPoolSize() + 5;
    List<Future<Reply>> replies = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < requests; i++) {
        replies.add(threads.submit(() -> post(slow, UUID.randomUUID().toString(), SLOW)));
      }
      boolean allAsk = TestZones.ASKED.tryAcquire(requests, 60, TimeUnit.SECONDS);
      Reply another = client.get(PATH);
      TestZones.ANSWERS.countDown();

      assertThat(allAsk).as("all of them ask AWS at once").isTrue();
      assertThat(another.status()).isEqualTo(200);
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).as(reply.get().text()).isEqualTo(200);
      }
    }
  }

  /** As it is when a control plane is killed between what it did and what it would have said. */
  private void answerLost(String until) {
    int rows =
        TestControlPlane.shared()
            .part(JdbcClient.class)
            .sql(
                "UPDATE idempotent_answer SET answer = NULL, running_until = now() "
                    + until
                    + " WHERE key = ?")
            .param(key)
            .update();
    assertThat(rows).isEqualTo(1);
  }

  private static Reply post(TestClient client, String key, String account) {
    return client.post(
        PATH,
        "{'accountId':'%s','regionId':'us-east-1'}".formatted(account),
        "Idempotency-Key",
        key);
  }
}
