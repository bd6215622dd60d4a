package io.freehold.simulator.eks;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;

class StandingTokenTest {
  private final Stage stage = new Stage();
  private final SimulatedKubernetes kubernetes =
      new SimulatedKubernetes(stage.clock, LatencyProfile.standard().medians(), 1);

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  private SimulatedCluster cluster() {
    stage
        .aws
        .eks()
        .runOn(
            kubernetes,
            stage.aws.loadBalancing(),
            stage.aws.route53(),
            (bucket, key, content, at) -> {});
    stage.cluster();
    var asked =
        stage
            .aws
            .client(EksClient.class, stage.aws.credentialsOfRoot(Stage.ACCOUNT), Region.US_EAST_1)
            .describeCluster(r -> r.name("c"));
    assertThat(asked.cluster().endpoint()).isNotNull();
    return stage.aws.eks().kubernetes(Stage.HERE, "c").orElseThrow();
  }

  private static int asking(SimulatedCluster cluster, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cluster.endpoint() + "/api/v1/namespaces"))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void lets_in_to_any_cluster_of_the_account_however_late() throws Exception {
    String early = stage.aws.eks().standingToken(Stage.ACCOUNT);
    SimulatedCluster cluster = cluster();
    assertThat(asking(cluster, early)).isEqualTo(200);
    stage.clock.advance(Duration.ofDays(2));
    assertThat(asking(cluster, early)).isEqualTo(200);
    assertThat(asking(cluster, stage.aws.eks().standingToken(Stage.ACCOUNT))).isEqualTo(200);
  }

  @Test
  void lets_nobody_in_to_another_accounts_cluster_and_cannot_be_guessed() throws Exception {
    SimulatedCluster cluster = cluster();
    String ours = stage.aws.eks().standingToken(Stage.ACCOUNT);
    String others = stage.aws.eks().standingToken("444455556666");
    assertThat(asking(cluster, others)).isEqualTo(401);
    assertThat(asking(cluster, ours + "0")).isEqualTo(401);
    assertThat(asking(cluster, "standing-")).isEqualTo(401);
  }
}
