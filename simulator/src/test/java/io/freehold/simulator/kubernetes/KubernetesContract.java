package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every Kubernetes API does with objects of built-in kinds. Written against the client alone,
 * so that a real API server can be held to it as well.
 */
abstract class KubernetesContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  String namespace = "";

  abstract KubernetesClient client();

  @BeforeEach
  void ownNamespace() {
    namespace = "contract-" + NUMBER.incrementAndGet();
    client().resource(named(namespace)).create();
  }

  static io.fabric8.kubernetes.api.model.Namespace named(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  ConfigMap map(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withData(data)
        .build();
  }

  Deployment deployment(String name) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("example.com/main:1")
        .addNewPort()
        .withContainerPort(80)
        .endPort()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static KubernetesClientException refused(ThrowingCallable call) {
    KubernetesClientException e = catchThrowableOfType(KubernetesClientException.class, call);
    assertThat(e).as("the call is refused").isNotNull();
    return e;
  }

  <T extends HasMetadata> T apply(String manager, T object) {
    return client()
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(false)
                .build());
  }

  <T extends HasMetadata> T applyByForce(String manager, T object) {
    return client()
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build());
  }

  @Test
  void a_created_object_has_identity_revision_and_time() {
    ConfigMap created = client().resource(map("a", Map.of("x", "1"))).create();
    assertThat(created.getMetadata().getUid()).isNotBlank();
    assertThat(created.getMetadata().getResourceVersion()).isNotBlank();
    assertThat(created.getMetadata().getCreationTimestamp()).endsWith("Z");
    assertThat(client().configMaps().inNamespace(namespace).withName("a").get().getData())
        .containsEntry("x", "1");
  }

  @Test
  void creating_twice_is_a_conflict_that_says_it_exists() {
    client().resource(map("a", Map.of())).create();
    KubernetesClientException e = refused(() -> client().resource(map("a", Map.of())).create());
    assertThat(e.getCode()).isEqualTo(409);
    assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
    assertThat(e.getStatus().getMessage()).isEqualTo("configmaps \"a\" already exists");
    assertThat(e.getStatus().getDetails().getName()).isEqualTo("a");
    assertThat(e.getStatus().getDetails().getKind()).isEqualTo("configmaps");
  }

  @Test
  void what_is_not_there_is_nothing_on_get_and_404_on_change() {
    assertThat(client().configMaps().inNamespace(namespace).withName("none").get()).isNull();
    KubernetesClientException e = refused(() -> client().resource(map("none", Map.of())).update());
    assertThat(e.getCode()).isEqualTo(404);
    assertThat(e.getStatus().getReason()).isEqualTo("NotFound");
  }

  @Test
  void a_namespace_must_exist() {
    ConfigMap lost = map("a", Map.of());
    lost.getMetadata().setNamespace("no-such-namespace");
    KubernetesClientException created = refused(() -> client().resource(lost).create());
    assertThat(created.getCode()).isEqualTo(404);
    assertThat(created.getStatus().getMessage())
        .isEqualTo("namespaces \"no-such-namespace\" not found");
    assertThat(refused(() -> apply("me", lost)).getCode()).isEqualTo(404);
  }

  @Test
  void a_bad_name_is_invalid_and_named_as_the_cause() {
    KubernetesClientException e = refused(() -> client().resource(map("A_b", Map.of())).create());
    assertThat(e.getCode()).isEqualTo(422);
    assertThat(e.getStatus().getReason()).isEqualTo("Invalid");
    assertThat(e.getStatus().getMessage())
        .startsWith("ConfigMap \"A_b\" is invalid: metadata.name");
    assertThat(e.getStatus().getDetails().getCauses())
        .singleElement()
        .satisfies(cause -> assertThat(cause.getField()).isEqualTo("metadata.name"));
  }

  @Test
  void a_generated_name_is_the_prefix_and_five_characters() {
    ConfigMap unnamed = map("", Map.of());
    unnamed.getMetadata().setName(null);
    unnamed.getMetadata().setGenerateName("batch-");
    ConfigMap created = client().configMaps().inNamespace(namespace).resource(unnamed).create();
    assertThat(created.getMetadata().getName()).matches("batch-[a-z0-9]{5}");
  }

  @Test
  void an_update_on_an_old_revision_is_a_conflict() {
    ConfigMap first = client().resource(map("a", Map.of("x", "1"))).create();
    ConfigMap second = new ConfigMapBuilder(first).withData(Map.of("x", "2")).build();
    client().resource(second).update();
    ConfigMap stale = new ConfigMapBuilder(first).withData(Map.of("x", "3")).build();
    KubernetesClientException e =
        refused(() -> client().resource(stale).lockResourceVersion().update());
    assertThat(e.getCode()).isEqualTo(409);
    assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
    assertThat(e.getStatus().getMessage()).contains("the object has been modified");
  }

  @Test
  void a_write_that_changes_nothing_makes_no_revision() {
    ConfigMap created = client().resource(map("a", Map.of("x", "1"))).create();
    ConfigMap again = client().resource(new ConfigMapBuilder(created).build()).update();
    assertThat(again.getMetadata().getResourceVersion())
        .isEqualTo(created.getMetadata().getResourceVersion());
    Deployment applied = apply("me", deployment("d"));
    Deployment settled = client().apps().deployments().inNamespace(namespace).withName("d").get();
    Deployment twice = apply("me", deployment("d"));
    assertThat(twice.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(twice.getMetadata().getManagedFields().size())
        .isGreaterThanOrEqualTo(applied.getMetadata().getManagedFields().size());
    assertThat(settled.getMetadata().getUid()).isEqualTo(twice.getMetadata().getUid());
  }

  @Test
  void generation_counts_changes_of_the_specification_only() {
    Deployment created = client().resource(deployment("d")).create();
    assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
    Deployment labelled =
        client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName("d")
            .edit(d ->
                new DeploymentBuilder(d)
                    .editMetadata()
                    .addToLabels("a", "b")
                    .endMetadata()
                    .build());
    assertThat(labelled.getMetadata().getGeneration()).isEqualTo(1);
    Deployment scaled = client().apps().deployments().inNamespace(namespace).withName("d").scale(3);
    assertThat(scaled.getSpec().getReplicas()).isEqualTo(3);
    assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void the_server_fills_in_defaults() {
    Deployment created = client().resource(deployment("d")).create();
    assertThat(created.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(created.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Always");
    assertThat(created.getSpec().getTemplate().getSpec().getContainers().getFirst())
        .satisfies(container -> {
          assertThat(container.getImagePullPolicy()).isEqualTo("IfNotPresent");
          assertThat(container.getPorts().getFirst().getProtocol()).isEqualTo("TCP");
        });
    Service service =
        client()
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName("s")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();
    assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
    assertThat(service.getSpec().getClusterIP()).isNotBlank();
    assertThat(service.getSpec().getPorts().getFirst().getTargetPort().getIntVal()).isEqualTo(80);
  }

  @Test
  void plain_secret_values_are_stored_encoded() {
    var secret =
        client()
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("s")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withStringData(Map.of("password", "abc"))
                    .build())
            .create();
    assertThat(secret.getData()).containsEntry("password", "YWJj");
    assertThat(secret.getStringData()).isNullOrEmpty();
    assertThat(secret.getType()).isEqualTo("Opaque");
  }

  @Test
  void a_fixed_field_cannot_be_changed() {
    Deployment created = client().resource(deployment("d")).create();
    Deployment other =
        new DeploymentBuilder(created)
            .editSpec()
            .editSelector()
            .withMatchLabels(Map.of("app", "other"))
            .endSelector()
            .editTemplate()
            .editMetadata()
            .withLabels(Map.of("app", "other"))
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    KubernetesClientException e = refused(() -> apply("me", withoutServerFields(other)));
    assertThat(e.getCode()).isIn(409, 422);
    KubernetesClientException forced =
        refused(() -> applyByForce("me", withoutServerFields(other)));
    assertThat(forced.getCode()).isEqualTo(422);
    assertThat(forced.getStatus().getMessage()).contains("field is immutable");
  }

  private static Deployment withoutServerFields(Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withManagedFields(List.of())
        .withResourceVersion(null)
        .withUid(null)
        .endMetadata()
        .withStatus(null)
        .build();
  }

  @Test
  void lists_select_by_label_and_by_name() {
    for (String name : List.of("a", "b", "c")) {
      ConfigMap one = map(name, Map.of());
      one.getMetadata().setLabels(Map.of("tier", name.equals("c") ? "back" : "front"));
      client().resource(one).create();
    }
    assertThat(
            names(client().configMaps().inNamespace(namespace).withLabel("tier", "front").list()))
        .containsExactly("a", "b");
    assertThat(
            names(
                client()
                    .configMaps()
                    .inNamespace(namespace)
                    .withLabelIn("tier", "back", "x")
                    .list()))
        .containsExactly("c");
    assertThat(
            names(
                client().configMaps().inNamespace(namespace).withoutLabel("tier", "front").list()))
        .contains("c")
        .doesNotContain("a", "b");
    assertThat(
            names(
                client()
                    .configMaps()
                    .inNamespace(namespace)
                    .withField("metadata.name", "b")
                    .list()))
        .containsExactly("b");
  }

  private static List<String> names(ConfigMapList list) {
    return list.getItems().stream().map(one -> one.getMetadata().getName()).toList();
  }

  @Test
  void a_long_list_comes_in_pages() {
    for (int i = 0; i < 5; i++) {
      ConfigMap one = map("page-" + i, Map.of());
      one.getMetadata().setLabels(Map.of("paged", "yes"));
      client().resource(one).create();
    }
    var maps = client().configMaps().inNamespace(namespace).withLabel("paged", "yes");
    ConfigMapList first = maps.list(new ListOptionsBuilder().withLimit(2L).build());
    assertThat(names(first)).containsExactly("page-0", "page-1");
    assertThat(first.getMetadata().getRemainingItemCount()).isIn(3L, null);
    ConfigMapList second =
        maps.list(
            new ListOptionsBuilder()
                .withLimit(2L)
                .withContinue(first.getMetadata().getContinue())
                .build());
    assertThat(names(second)).containsExactly("page-2", "page-3");
    ConfigMapList last =
        maps.list(
            new ListOptionsBuilder()
                .withLimit(2L)
                .withContinue(second.getMetadata().getContinue())
                .build());
    assertThat(names(last)).containsExactly("page-4");
    assertThat(last.getMetadata().getContinue()).isNullOrEmpty();
  }

  @Test
  void a_watch_tells_what_is_added_changed_and_deleted() throws InterruptedException {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (var _ =
        client()
            .configMaps()
            .inNamespace(namespace)
            .withLabel("seen", "yes")
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap map) {
                    events.add(action + " " + map.getMetadata().getName());
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    events.add("CLOSED");
                  }
                })) {
      ConfigMap watched = map("w", Map.of());
      watched.getMetadata().setLabels(Map.of("seen", "yes"));
      client().resource(watched).create();
      client().resource(map("unseen", Map.of())).create();
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("ADDED w");
      client()
          .configMaps()
          .inNamespace(namespace)
          .withName("w")
          .edit(m -> new ConfigMapBuilder(m).withData(Map.of("x", "1")).build());
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("MODIFIED w");
      client().configMaps().inNamespace(namespace).withName("w").delete();
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("DELETED w");
    }
  }

  @Test
  void a_merge_patch_removes_by_null() {
    client().resource(map("a", Map.of("x", "1", "y", "2"))).create();
    ConfigMap patched =
        client()
            .configMaps()
            .inNamespace(namespace)
            .withName("a")
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"x\":null,\"z\":\"3\"}}");
    assertThat(patched.getData()).isEqualTo(Map.of("y", "2", "z", "3"));
  }

  @Test
  void a_json_patch_is_refused_where_its_test_fails() {
    client().resource(map("a", Map.of("x", "1"))).create();
    var one = client().configMaps().inNamespace(namespace).withName("a");
    ConfigMap patched =
        one.patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"test\",\"path\":\"/data/x\",\"value\":\"1\"},"
                + "{\"op\":\"replace\",\"path\":\"/data/x\",\"value\":\"2\"}]");
    assertThat(patched.getData()).containsEntry("x", "2");
    KubernetesClientException e =
        refused(() ->
            one.patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"test\",\"path\":\"/data/x\",\"value\":\"1\"}]"));
    assertThat(e.getCode()).isEqualTo(422);
  }

  @Test
  void a_strategic_patch_merges_containers_by_name() {
    client().resource(deployment("d")).create();
    Deployment patched =
        client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName("d")
            .patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                """
                {"spec":{"template":{"spec":{"containers":[
                  {"name":"main","env":[{"name":"A","value":"1"}]},
                  {"name":"side","image":"example.com/side:1"}]}}}}
                """);
    var containers = patched.getSpec().getTemplate().getSpec().getContainers();
    assertThat(containers).extracting("name").containsExactlyInAnyOrder("main", "side");
    assertThat(containers)
        .filteredOn(c -> c.getName().equals("main"))
        .singleElement()
        .satisfies(main -> {
          assertThat(main.getImage()).isEqualTo("example.com/main:1");
          assertThat(main.getEnv()).hasSize(1);
        });
    Deployment removed =
        client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName("d")
            .patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                """
                {"spec":{"template":{"spec":{"containers":[{"name":"side","$patch":"delete"}]}}}}
                """);
    assertThat(removed.getSpec().getTemplate().getSpec().getContainers())
        .extracting("name")
        .containsExactly("main");
  }

  @Test
  void apply_creates_and_records_who_owns_what() {
    ConfigMap applied = apply("me", map("a", Map.of("x", "1")));
    assertThat(applied.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getManager()).isEqualTo("me");
          assertThat(entry.getOperation()).isEqualTo("Apply");
          assertThat(entry.getFieldsV1().getAdditionalProperties()).containsKey("f:data");
        });
  }

  @Test
  void apply_drops_what_is_no_longer_applied_and_leaves_what_others_set() {
    apply("me", map("a", Map.of("x", "1", "y", "2")));
    apply("other", map("a", Map.of("z", "3")));
    ConfigMap applied = apply("me", map("a", Map.of("x", "1")));
    assertThat(applied.getData()).isEqualTo(Map.of("x", "1", "z", "3"));
  }

  @Test
  void apply_conflicts_over_a_field_of_another_manager_and_force_takes_it() {
    apply("first", map("a", Map.of("x", "1")));
    KubernetesClientException e = refused(() -> apply("second", map("a", Map.of("x", "2"))));
    assertThat(e.getCode()).isEqualTo(409);
    assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
    assertThat(e.getStatus().getMessage())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"first\" using v1: .data.x");
    assertThat(e.getStatus().getDetails().getCauses())
        .singleElement()
        .satisfies(cause -> {
          assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
          assertThat(cause.getField()).isEqualTo(".data.x");
        });
    ConfigMap taken = applyByForce("second", map("a", Map.of("x", "2")));
    assertThat(taken.getData()).containsEntry("x", "2");
    assertThat(taken.getMetadata().getManagedFields())
        .extracting("manager")
        .containsExactly("second");
  }

  @Test
  void the_same_value_may_have_two_owners_and_stays_until_both_let_go() {
    apply("first", map("a", Map.of("x", "1")));
    apply("second", map("a", Map.of("x", "1", "y", "2")));
    assertThat(apply("first", map("a", Map.of())).getData()).containsEntry("x", "1");
    assertThat(apply("second", map("a", Map.of("y", "2"))).getData()).isEqualTo(Map.of("y", "2"));
  }

  @Test
  void an_edit_takes_ownership_so_that_apply_sees_the_drift() {
    apply("me", map("a", Map.of("x", "1")));
    client()
        .configMaps()
        .inNamespace(namespace)
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"x\":\"9\"}}");
    assertThat(refused(() -> apply("me", map("a", Map.of("x", "1")))).getCode()).isEqualTo(409);
    assertThat(applyByForce("me", map("a", Map.of("x", "1"))).getData()).containsEntry("x", "1");
  }

  @Test
  void apply_merges_lists_of_a_deployment_by_key() {
    apply("me", deployment("d"));
    Deployment sidecar = deployment("d");
    sidecar.getSpec().setReplicas(null);
    sidecar.getSpec().getTemplate().getSpec().getContainers().getFirst().setName("side");
    apply("other", sidecar);
    Deployment both = client().apps().deployments().inNamespace(namespace).withName("d").get();
    assertThat(both.getSpec().getTemplate().getSpec().getContainers())
        .extracting("name")
        .containsExactlyInAnyOrder("main", "side");
    assertThat(both.getSpec().getReplicas()).isEqualTo(2);
    Deployment bare = deployment("d");
    bare.getSpec().getTemplate().getSpec().getContainers().getFirst().setPorts(List.of());
    Deployment without = apply("me", bare);
    assertThat(without.getSpec().getTemplate().getSpec().getContainers())
        .filteredOn(c -> c.getName().equals("main"))
        .singleElement()
        .satisfies(main -> assertThat(main.getPorts()).isEmpty());
  }

  @Test
  void a_dry_run_answers_and_changes_nothing() {
    client().resource(map("a", Map.of("x", "1"))).create();
    ConfigMap tried = client().resource(map("a", Map.of("x", "2"))).dryRun().update();
    assertThat(tried.getData()).containsEntry("x", "2");
    assertThat(client().configMaps().inNamespace(namespace).withName("a").get().getData())
        .containsEntry("x", "1");
  }

  @Test
  void an_object_with_a_finalizer_is_marked_and_goes_with_the_last_one() {
    ConfigMap held = map("a", Map.of());
    held.getMetadata().setFinalizers(List.of("example.com/hold"));
    client().resource(held).create();
    var one = client().configMaps().inNamespace(namespace).withName("a");
    one.delete();
    assertThat(one.get().getMetadata().getDeletionTimestamp()).isNotBlank();
    one.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    assertThat(one.get()).isNull();
  }

  @Test
  void dependents_go_with_their_owner() {
    ConfigMap owner = client().resource(map("owner", Map.of())).create();
    ConfigMap child = map("child", Map.of());
    child
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .build()));
    client().resource(child).create();
    client().configMaps().inNamespace(namespace).withName("owner").delete();
    client()
        .configMaps()
        .inNamespace(namespace)
        .withName("child")
        .waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
  }

  @Test
  void a_namespace_is_emptied_and_goes_and_takes_nothing_new_meanwhile() {
    ConfigMap held = map("held", Map.of());
    held.getMetadata().setFinalizers(List.of("example.com/hold"));
    client().resource(held).create();
    client().resource(map("free", Map.of())).create();
    client().namespaces().withName(namespace).delete();
    client()
        .configMaps()
        .inNamespace(namespace)
        .withName("free")
        .waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
    assertThat(client().namespaces().withName(namespace).get().getStatus().getPhase())
        .isEqualTo("Terminating");
    KubernetesClientException e = refused(() -> client().resource(map("new", Map.of())).create());
    assertThat(e.getCode()).isEqualTo(403);
    assertThat(e.getStatus().getDetails().getCauses())
        .extracting("reason")
        .contains("NamespaceTerminating");
    client()
        .configMaps()
        .inNamespace(namespace)
        .withName("held")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    client()
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
  }

  @Test
  void a_wrong_type_is_a_bad_request() {
    KubernetesClientException e =
        refused(() ->
            client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .resource(client().resource(deployment("d")).create())
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":\"three\"}}"));
    assertThat(e.getCode()).isIn(400, 422);
  }
}
