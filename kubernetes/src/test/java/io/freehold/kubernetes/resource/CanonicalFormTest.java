package io.freehold.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Kubernetes shows of its own kinds where something else was applied. */
class CanonicalFormTest {
  private static List<Tree.Difference> differences(
      Fields fields, Map<String, Object> wanted, Map<String, Object> found) {
    return Tree.differences(fields, Map.of("spec", wanted), Map.of("spec", found));
  }

  @Test
  void what_is_empty_may_be_left_out() {
    Map<String, Object> wanted =
        Map.of("tolerations", List.of(), "priorityClassName", "", "securityContext", Map.of());
    assertThat(differences(Fields.BUILT_IN, wanted, Map.of())).isEmpty();
    assertThat(differences(Fields.PLAIN, wanted, Map.of())).hasSize(2);
  }

  @Test
  void a_zero_may_be_left_out_only_where_nothing_else_is_meant_by_that() {
    assertThat(differences(Fields.BUILT_IN, Map.of("hostNetwork", false), Map.of())).isEmpty();
    assertThat(differences(Fields.BUILT_IN, Map.of("initialDelaySeconds", 0), Map.of())).isEmpty();
    assertThat(differences(Fields.BUILT_IN, Map.of("hostNetwork", true), Map.of())).hasSize(1);
    assertThat(
            differences(Fields.BUILT_IN, Map.of("automountServiceAccountToken", false), Map.of()))
        .hasSize(1);
    assertThat(differences(Fields.BUILT_IN, Map.of("replicas", 0), Map.of())).hasSize(1);
  }

  @Test
  void quantities_are_the_same_in_whatever_form() {
    Map<String, Object> wanted = Map.of("requests", Map.of("cpu", "1000m", "memory", "0.5Gi"));
    assertThat(
            differences(
                Fields.BUILT_IN, wanted, Map.of("requests", Map.of("cpu", "1", "memory", "512Mi"))))
        .isEmpty();
    assertThat(
            differences(
                Fields.BUILT_IN, wanted, Map.of("requests", Map.of("cpu", "2", "memory", "512Mi"))))
        .extracting(Tree.Difference::path)
        .containsExactly("spec.requests.cpu");
    assertThat(differences(Fields.BUILT_IN, Map.of("name", "1000m"), Map.of("name", "1")))
        .hasSize(1);
  }

  @Test
  void a_name_of_a_node_becomes_the_value_of_a_label_and_stays_apart_from_others() {
    assertThat(NodeLabel.of("ingress-service")).isEqualTo("ingress-service");
    String one = NodeLabel.of("chart/cert-manager/ClusterRole/cert-manager-controller:one");
    assertThat(one).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    assertThat(NodeLabel.of(one)).isEqualTo(one);
    assertThat(NodeLabel.of("chart/a/b/c" + "d".repeat(70)))
        .hasSize(63)
        .isNotEqualTo(NodeLabel.of("chart/a/b/c" + "d".repeat(71)));
    assertThat(NodeLabel.of("chart/a.b/c")).isNotEqualTo(NodeLabel.of("chart/a/b.c"));
  }
}
