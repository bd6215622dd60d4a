package io.freehold.controlplane.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient.Reply;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

class OutsideTransactionTest {
  private final Set<String> askedInTransaction = ConcurrentHashMap.newKeySet();

  @Test
  void no_request_asks_aws_while_it_holds_a_transaction_open() throws Exception {
    try (SimulatedPlane plane = SimulatedPlane.start("outside-transaction")) {
      RoleSessions sessions =
          new RoleSessions(
              new Watched(plane)::client, plane.aws.rootOf(SimulatedPlane.VENDOR), plane.clock);
      plane.restart(UnaryOperator.identity(), wiring -> wiring.with(RoleSessions.class, sessions));
      String body = "{'accountId':'%s','regionId':'us-east-1'}".formatted(SimulatedPlane.CUSTOMER);
      String account = "/cloudAccounts/" + plane.at("/cloudAccounts").at("/0/id").asString();
      plane.aws.levers().setQuota("L-0263D0A3", 2); // so that it stays blocked
      plane.aws.callLog().clear();

      post(plane, account + "/verify", "{}");
      post(plane, "/preflight", body);
      String place =
          "/byocInfrastructure/"
              + post(plane, "/byocInfrastructure", body).result().get("id").asString();
      plane.untilPhase(place, "blocked");
      post(plane, place + "/preflight", "{}");

      assertThat(plane.aws.callLog().records()).hasSizeGreaterThan(50);
      assertThat(askedInTransaction).isEmpty();
    }
  }

  private static Reply post(SimulatedPlane plane, String path, String body) {
    Reply reply;
    int looks = 0;
    do { // AWS limits how often it may be asked, and the control plane looks as well
      plane.clock.advance(Duration.ofSeconds(17));
      reply = plane.client.post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
    } while (reply.status() == 503 && ++looks < 20);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
    return reply;
  }

  /** Its clients note what is asked of them while a transaction is open. */
  private final class Watched {
    private final SimulatedPlane plane;

    Watched(SimulatedPlane plane) {
      this.plane = plane;
    }

    <T extends SdkClient> T client(
        Class<T> type, AwsCredentialsProvider credentials, Region region) {
      T client = plane.aws.client(type, credentials, region);
      InvocationHandler watch =
          (proxy, method, arguments) -> {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
              askedInTransaction.add(method.getName());
            }
            try {
              return method.invoke(client, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          };
      return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, watch));
    }
  }
}
