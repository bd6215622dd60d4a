package io.freehold.kubernetes.chart;

import java.util.List;
import java.util.Map;

/**
 * When an object of a release is applied: each phase once all of the earlier ones is usable. Within
 * a phase the order is Helm's.
 */
enum Phase {
  /** What others live in or refer to by name. */
  FOUNDATION,
  /** Custom resource definitions. */
  DEFINITIONS,
  /** Hooks that run before the release. */
  BEFORE,
  /** What runs nothing: configuration, rights, services, and objects of other components' kinds. */
  PARTS,
  /** What runs. */
  WORKLOADS,
  /**
   * What sends requests to what runs, and would stop others where it did not: webhooks, aggregated
   * APIs; and objects of kinds that the release itself serves.
   */
  OPEN,
  /** Hooks that run after the release. */
  AFTER;

  private static final Map<String, Phase> BY_KIND =
      Map.ofEntries(
          Map.entry("Namespace", FOUNDATION),
          Map.entry("PriorityClass", FOUNDATION),
          Map.entry("CustomResourceDefinition", DEFINITIONS),
          Map.entry("DaemonSet", WORKLOADS),
          Map.entry("Deployment", WORKLOADS),
          Map.entry("StatefulSet", WORKLOADS),
          Map.entry("Job", WORKLOADS),
          Map.entry("CronJob", WORKLOADS),
          Map.entry("HorizontalPodAutoscaler", OPEN),
          Map.entry("Ingress", OPEN),
          Map.entry("APIService", OPEN),
          Map.entry("MutatingWebhookConfiguration", OPEN),
          Map.entry("ValidatingWebhookConfiguration", OPEN));

  /**
   * Helm's order of installation (<a
   * href="https://github.com/helm/helm/blob/v3.19.0/pkg/releaseutil/kind_sorter.go">source</a>);
   * what is not named comes last.
   */
  private static final List<String> ORDER =
      List.of(
          "PriorityClass",
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "ConfigMap",
          "StorageClass",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Service",
          "DaemonSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "IngressClass",
          "Ingress",
          "APIService",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration");

  /** That of an object which is no hook, and whose kind the release does not itself serve. */
  static Phase of(String kind) {
    return BY_KIND.getOrDefault(kind, PARTS);
  }

  /** The kind's place in Helm's order. */
  static int rank(String kind) {
    int rank = ORDER.indexOf(kind);
    return rank < 0 ? ORDER.size() : rank;
  }
}
