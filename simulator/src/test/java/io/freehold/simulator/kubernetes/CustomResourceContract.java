package io.freehold.simulator.kubernetes;

import static io.freehold.simulator.kubernetes.KubernetesContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every Kubernetes API does with custom resources and their definitions. */
abstract class CustomResourceContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final String WIDGETS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: widgets.example.com
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: widgets, kind: Widget, shortNames: [wd]}
        versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  required: [size]
                  properties:
                    size: {type: integer, minimum: 1, maximum: 9}
                    color: {type: string, enum: [red, green], default: red}
                    code: {type: string, pattern: '^[a-z]+$', maxLength: 5}
                    port: {x-kubernetes-int-or-string: true}
                    free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    parts:
                      type: array
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [name]
                      items:
                        type: object
                        required: [name]
                        properties:
                          name: {type: string}
                          weight: {type: integer}
                    limits:
                      type: object
                      additionalProperties: {type: integer}
                status:
                  type: object
                  properties:
                    seen: {type: integer}
      """;

  String namespace = "";

  abstract KubernetesClient client();

  @BeforeEach
  void ownNamespaceAndKind() {
    namespace = "custom-" + NUMBER.incrementAndGet();
    client().resource(KubernetesContract.named(namespace)).create();
    if (client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("widgets.example.com")
            .get()
        == null) {
      client().resource(Serialization.unmarshal(WIDGETS, CustomResourceDefinition.class)).create();
    }
    client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("widgets.example.com")
        .waitUntilCondition(CustomResourceContract::established, 10, TimeUnit.SECONDS);
  }

  private static boolean established(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private GenericKubernetesResource widget(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: %s, namespace: %s}
        spec: %s
        """
            .formatted(name, namespace, spec),
        GenericKubernetesResource.class);
  }

  private GenericKubernetesResource create(String spec) {
    return client().resource(widget("w", spec)).create();
  }

  private KubernetesClientException refusedSpec(String spec) {
    KubernetesClientException e = refused(() -> create(spec));
    assertThat(e.getCode()).isEqualTo(422);
    assertThat(e.getStatus().getReason()).isEqualTo("Invalid");
    return e;
  }

  private GenericKubernetesResource apply(String manager, GenericKubernetesResource resource) {
    return client()
        .resource(resource)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(false)
                .build());
  }

  @Test
  void defaults_are_filled_in() {
    assertThat(create("{size: 3}").<String>get("spec", "color")).isEqualTo("red");
  }

  @Test
  void unknown_fields_are_dropped() {
    GenericKubernetesResource created = create("{size: 3, unheard: of, free: {any: thing}}");
    assertThat(created.<Object>get("spec", "unheard")).isNull();
    assertThat(created.<String>get("spec", "free", "any")).isEqualTo("thing");
  }

  @Test
  void an_applied_field_that_the_schema_does_not_have_is_refused() {
    KubernetesClientException e = refused(() -> apply("me", widget("w", "{size: 3, unheard: of}")));
    assertThat(e.getStatus().getMessage()).contains(".spec.unheard: field not declared in schema");
  }

  @Test
  void each_rule_of_the_schema_is_kept_and_named() {
    assertThat(refusedSpec("{}").getStatus().getMessage())
        .isEqualTo("Widget.example.com \"w\" is invalid: spec.size: Required value");
    assertThat(refusedSpec("{size: 0}").getStatus().getMessage())
        .contains("spec.size in body should be greater than or equal to 1");
    assertThat(refusedSpec("{size: 10}").getStatus().getMessage())
        .contains("spec.size in body should be less than or equal to 9");
    assertThat(refusedSpec("{size: many}").getStatus().getMessage())
        .contains("spec.size in body must be of type integer: \"string\"");
    assertThat(refusedSpec("{size: 1, color: blue}").getStatus().getMessage())
        .contains("spec.color: Unsupported value: \"blue\": supported values: \"red\", \"green\"");
    assertThat(refusedSpec("{size: 1, code: A1}").getStatus().getMessage())
        .contains("spec.code in body should match '^[a-z]+$'");
    assertThat(refusedSpec("{size: 1, code: abcdef}").getStatus().getMessage())
        .contains("spec.code: Too long");
    assertThat(refusedSpec("{size: 1, port: {}}").getStatus().getMessage()).contains("spec.port");
    assertThat(refusedSpec("{size: 1, limits: {a: b}}").getStatus().getMessage())
        .contains("spec.limits.a");
    assertThat(refusedSpec("{size: 1, parts: [{name: a}, {name: a}]}").getStatus().getMessage())
        .contains("spec.parts[1]: Duplicate value");
    assertThat(create("{size: 1, port: http}").<String>get("spec", "port")).isEqualTo("http");
  }

  @Test
  void several_violations_come_together() {
    KubernetesClientException e = refusedSpec("{size: 0, color: blue}");
    assertThat(e.getStatus().getDetails().getCauses())
        .extracting("field")
        .containsExactlyInAnyOrder("spec.size", "spec.color");
  }

  @Test
  void apply_merges_lists_by_the_keys_of_the_schema() {
    apply("me", widget("w", "{size: 1, parts: [{name: a, weight: 1}]}"));
    GenericKubernetesResource both =
        apply("other", widget("w", "{size: 1, parts: [{name: b, weight: 2}]}"));
    assertThat(both.<List<?>>get("spec", "parts")).hasSize(2);
    KubernetesClientException e =
        refused(() -> apply("other", widget("w", "{size: 1, parts: [{name: a, weight: 9}]}")));
    assertThat(e.getStatus().getMessage())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"me\" using example.com/v1:"
                + " .spec.parts[name=\"a\"].weight");
  }

  @Test
  void the_status_is_a_part_of_its_own() {
    GenericKubernetesResource sent = widget("w", "{size: 1}");
    sent.setAdditionalProperty("status", Map.of("seen", 7));
    GenericKubernetesResource created = client().resource(sent).create();
    assertThat(created.<Object>get("status")).isNull();
    created.setAdditionalProperty("status", Map.of("seen", 1));
    GenericKubernetesResource updated = client().resource(created).updateStatus();
    assertThat(updated.<Integer>get("status", "seen")).isEqualTo(1);
    assertThat(updated.getMetadata().getGeneration()).isEqualTo(1);
    GenericKubernetesResource resized = apply("me", widget("w2", "{size: 2}"));
    assertThat(resized.getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void the_operators_own_definitions_are_taken_and_kept_to() {
    for (CustomResourceDefinition definition : RealDefinitions.ofClickHouse()) {
      client()
          .resource(definition)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("freehold")
                  .withForce(true)
                  .build());
    }
    GenericKubernetesResource keeper =
        Serialization.unmarshal(
            """
            apiVersion: clickhouse.com/v1alpha1
            kind: KeeperCluster
            metadata: {name: k, namespace: %s}
            spec: {replicas: 3}
            """
                .formatted(namespace),
            GenericKubernetesResource.class);
    GenericKubernetesResource created = client().resource(keeper).create();
    assertThat(created.<String>get("spec", "clusterDomain")).isEqualTo("cluster.local");
    keeper.getMetadata().setName("even");
    keeper.setAdditionalProperty("spec", Map.of("replicas", 2));
    KubernetesClientException e = refused(() -> client().resource(keeper).create());
    assertThat(e.getStatus().getMessage())
        .isEqualTo(
            "KeeperCluster.clickhouse.com \"even\" is invalid: spec.replicas: Unsupported value:"
                + " 2: supported values: \"0\", \"1\", \"3\", \"5\", \"7\", \"9\", \"11\", \"13\","
                + " \"15\"");
  }

  @Test
  void without_its_definition_a_kind_is_not_found() {
    ResourceDefinitionContext strangers =
        new ResourceDefinitionContext.Builder()
            .withGroup("nowhere.example.com")
            .withVersion("v1")
            .withKind("Stranger")
            .withPlural("strangers")
            .withNamespaced(true)
            .build();
    KubernetesClientException e =
        refused(() -> client().genericKubernetesResources(strangers).inNamespace(namespace).list());
    assertThat(e.getCode()).isEqualTo(404);
  }
}
