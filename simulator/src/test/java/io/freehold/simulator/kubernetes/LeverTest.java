package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.simulator.kubernetes.environment.Access;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import io.freehold.simulator.kubernetes.lever.Call;
import io.freehold.simulator.kubernetes.lever.Lever;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The levers that make a cluster fail, and what it tells of itself. */
class LeverTest {
  private final TestCluster test = TestCluster.start();

  @AfterEach
  void stop() {
    test.close();
  }

  private static ConfigMap map(String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("m")
        .withNamespace("default")
        .endMetadata()
        .withData(Map.of("x", value))
        .build();
  }

  private Optional<String> stored() {
    return test.cluster()
        .object("configmaps", "default", "m")
        .map(object -> object.path("data").path("x").asText());
  }

  @Test
  void an_unreachable_cluster_answers_nothing_until_it_is_reachable_again() {
    test.cluster().unreachable();
    assertThatThrownBy(() -> test.client().resource(map("1")).create())
        .isInstanceOf(KubernetesClientException.class)
        .satisfies(e ->
            assertThat(((KubernetesClientException) e).getCode())
                .as("no HTTP status")
                .isLessThan(100));
    test.cluster().reachable();
    assertThat(stored()).isEmpty();
    test.client().resource(map("1")).create();
    assertThat(stored()).contains("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 409, 429, 500, 503})
  void a_failing_call_does_nothing_and_the_next_one_works(int code) {
    Lever lever = test.cluster().failNext("create", "configmaps", code, 1);
    assertThatThrownBy(() -> test.client().resource(map("1")).create())
        .satisfies(e -> assertThat(((KubernetesClientException) e).getCode()).isEqualTo(code));
    assertThat(lever.fired()).isEqualTo(1);
    assertThat(stored()).isEmpty();
    test.client().resource(map("1")).create();
    assertThat(stored()).contains("1");
    assertThat(lever.fired()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_leaves_the_effect_and_a_lost_request_none() {
    Lever answer = test.cluster().loseAnswerOf("create", "configmaps");
    assertThatThrownBy(() -> test.client().resource(map("1")).create())
        .isInstanceOf(KubernetesClientException.class);
    assertThat(answer.fired()).isEqualTo(1);
    assertThat(stored()).contains("1");
    Lever request = test.cluster().loseRequestOf("update", "configmaps");
    assertThatThrownBy(() -> test.client().resource(map("2")).update())
        .isInstanceOf(KubernetesClientException.class);
    assertThat(request.fired()).isEqualTo(1);
    assertThat(stored()).contains("1");
  }

  @Test
  void an_outside_edit_is_a_change_by_another_manager() {
    Manifests.apply(
        test.client(),
        "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"m\","
            + " \"namespace\": \"default\"}, \"data\": {\"x\": \"1\"}}");
    test.cluster()
        .edit(
            "configmaps",
            "default",
            "m",
            object -> object.withObjectProperty("data").put("x", "9"));
    ConfigMap edited = test.client().configMaps().inNamespace("default").withName("m").get();
    assertThat(edited.getData()).containsEntry("x", "9");
    assertThat(edited.getMetadata().getManagedFields())
        .extracting("manager")
        .contains("kubectl-edit");
    test.cluster().remove("configmaps", "default", "m");
    assertThat(stored()).isEmpty();
  }

  @Test
  void calls_are_counted_by_verb_and_resource() {
    test.cluster().forgetCalls();
    test.client().resource(map("1")).create();
    test.client().configMaps().inNamespace("default").withName("m").get();
    test.client().configMaps().inAnyNamespace().list();
    assertThat(test.cluster().callCounts())
        .containsEntry("create configmaps", 1)
        .containsEntry("get configmaps", 1)
        .containsEntry("list configmaps", 1);
    assertThat(test.cluster().calls().stream().filter(Call::mutating))
        .containsExactly(new Call("create", "configmaps", "default", "", 201));
  }

  @Test
  void a_new_cluster_has_what_eks_ships_and_nothing_else() {
    assertThat(test.cluster().objects().stream().map(ObjectSummary::resource).distinct())
        .containsExactlyInAnyOrder(
            "configmaps",
            "namespaces",
            "nodes",
            "serviceaccounts",
            "services",
            "clusterroles.rbac.authorization.k8s.io",
            "priorityclasses.scheduling.k8s.io",
            "storageclasses.storage.k8s.io");
    assertThat(
            test.cluster().objects().stream()
                .filter(object -> object.kind().equals("Namespace"))
                .map(ObjectSummary::name))
        .containsExactly("default", "kube-node-lease", "kube-public", "kube-system");
  }

  @Test
  void a_deleted_cluster_is_gone() {
    test.kubernetes().deleteCluster("test");
    assertThatThrownBy(() -> test.client().namespaces().list())
        .as("nobody answers, as where EKS has taken the name of the endpoint away")
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("Connection was closed");
    assertThat(test.kubernetes().find("test")).isEmpty();
  }

  @Test
  void a_bad_token_is_401_and_a_principal_without_access_403() {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(test.cluster().endpoint().toString())
            .withOauthToken("stolen")
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var stranger = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() -> stranger.namespaces().list())
          .satisfies(e -> assertThat(((KubernetesClientException) e).getCode()).isEqualTo(401));
    }
    SimulatedCluster closed = test.kubernetes().createCluster("closed", new Nobody());
    try (var client = TestCluster.clientOf(closed)) {
      assertThatThrownBy(() -> client.configMaps().inNamespace("default").list())
          .satisfies(e -> {
            KubernetesClientException refusal = (KubernetesClientException) e;
            assertThat(refusal.getCode()).isEqualTo(403);
            assertThat(refusal.getStatus().getMessage())
                .isEqualTo(
                    "configmaps is forbidden: User \""
                        + StandaloneEnvironment.PRINCIPAL
                        + "\" cannot list resource \"configmaps\" in API group \"\" in the"
                        + " namespace \"default\"");
          });
    }
  }

  @Test
  void the_same_seed_gives_the_same_identities() {
    try (TestCluster twin = TestCluster.start()) {
      ConfigMap here = test.client().resource(map("1")).create();
      ConfigMap there = twin.client().resource(map("1")).create();
      assertThat(here.getMetadata().getUid()).isEqualTo(there.getMetadata().getUid());
    }
  }

  /** Knows who you are, and lets you do nothing. */
  private static final class Nobody implements ClusterEnvironment {
    @Override
    public Optional<String> authenticate(String bearerToken) {
      return Optional.of(StandaloneEnvironment.PRINCIPAL);
    }

    @Override
    public boolean authorize(String principalArn, Access access) {
      return false;
    }

    @Override
    public List<ClusterNode> nodes() {
      return List.of();
    }

    @Override
    public void registerTarget(
        String targetGroupArn,
        String address,
        int port,
        Optional<Set<Integer>> answering,
        Instant at) {}

    @Override
    public void deregisterTarget(String targetGroupArn, String address, int port, Instant at) {}
  }
}
