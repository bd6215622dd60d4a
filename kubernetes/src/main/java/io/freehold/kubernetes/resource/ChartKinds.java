package io.freehold.kubernetes.resource;

import io.freehold.kernel.resource.Impact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every kind that a chart may bring, besides those that Freehold writes itself. The list is closed:
 * deletion has nothing but the stored name of a kind, and so a kind stays here for two releases
 * after the last chart that has it.
 */
public final class ChartKinds {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ADMISSION = "admissionregistration.k8s.io";
  private static final String MONITORING = "monitoring.coreos.com";

  public static final KubernetesKind JOB =
      plain("batch", "v1", "Job", "jobs")
          .readyWhen(Readiness.COMPLETED)
          .with(
              Fields.ofWorkload(
                  "spec.selector", "spec.template", "spec.completions", "spec.completionMode"));

  public static final KubernetesKind CONFIG_MAP = builtIn("", "v1", "ConfigMap", "configmaps");

  /** What tells Prometheus which pods to measure; Freehold has some of its own. */
  public static final KubernetesKind POD_MONITOR =
      plain(MONITORING, "v1", "PodMonitor", "podmonitors");

  /** What adds to the configuration of Istio's proxies; Freehold has one of its own. */
  public static final KubernetesKind ENVOY_FILTER =
      plain("networking.istio.io", "v1alpha3", "EnvoyFilter", "envoyfilters");

  private static final Fields WEBHOOKS =
      new Fields(Set.of("webhooks"), Set.of(), Set.of()).canonical();

  private static final List<KubernetesKind> OF_KUBERNETES =
      List.of(
          CONFIG_MAP,
          builtIn("", "v1", "LimitRange", "limitranges"),
          builtIn("", "v1", "ResourceQuota", "resourcequotas"),
          plain("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
              .with(
                  Fields.fixed(
                          "spec.accessModes",
                          "spec.storageClassName",
                          "spec.volumeMode",
                          "spec.volumeName",
                          "spec.selector")
                      .canonical()),
          plain("apps", "v1", "DaemonSet", "daemonsets")
              .readyWhen(Readiness.ON_ALL_NODES)
              .changing(Impact.ROLLING)
              .with(Fields.ofWorkload("spec.selector")),
          plain("apps", "v1", "StatefulSet", "statefulsets")
              .readyWhen(Readiness.REPLICAS_READY)
              .changing(Impact.ROLLING)
              .with(
                  Fields.ofWorkload(
                      "spec.selector",
                      "spec.serviceName",
                      "spec.volumeClaimTemplates",
                      "spec.podManagementPolicy")),
          JOB,
          builtIn(RBAC, "v1", "Role", "roles"),
          plain(RBAC, "v1", "RoleBinding", "rolebindings")
              .with(Fields.fixed("roleRef").canonical()),
          builtIn(RBAC, "v1", "ClusterRole", "clusterroles").ofCluster(),
          plain(RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings")
              .ofCluster()
              .with(Fields.fixed("roleRef").canonical()),
          builtIn("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
          builtIn("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
          builtIn("networking.k8s.io", "v1", "Ingress", "ingresses"),
          plain("networking.k8s.io", "v1", "IngressClass", "ingressclasses")
              .ofCluster()
              .with(Fields.fixed("spec.controller").canonical()),
          plain("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses")
              .ofCluster()
              .with(Fields.fixed("value", "preemptionPolicy").canonical()),
          plain(ADMISSION, "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations")
              .ofCluster()
              .with(WEBHOOKS),
          plain(
                  ADMISSION,
                  "v1",
                  "ValidatingWebhookConfiguration",
                  "validatingwebhookconfigurations")
              .ofCluster()
              .with(WEBHOOKS),
          builtIn("apiregistration.k8s.io", "v1", "APIService", "apiservices")
              .ofCluster()
              .readyWhen(Readiness.condition("Available")));

  private static final List<KubernetesKind> OF_COMPONENTS =
      List.of(
          plain(MONITORING, "v1", "ServiceMonitor", "servicemonitors"),
          POD_MONITOR,
          plain(MONITORING, "v1", "PrometheusRule", "prometheusrules"),
          plain(MONITORING, "v1", "Prometheus", "prometheuses")
              .readyWhen(Readiness.condition("Available"))
              .changing(Impact.ROLLING),
          plain(MONITORING, "v1", "Alertmanager", "alertmanagers")
              .readyWhen(Readiness.condition("Available"))
              .changing(Impact.ROLLING),
          plain("cert-manager.io", "v1", "Issuer", "issuers")
              .readyWhen(Readiness.condition("Ready")),
          ENVOY_FILTER,
          plain("security.istio.io", "v1", "PeerAuthentication", "peerauthentications"),
          plain("telemetry.istio.io", "v1", "Telemetry", "telemetries"),
          plain("elbv2.k8s.aws", "v1beta1", "IngressClassParams", "ingressclassparams")
              .ofCluster());

  private static final List<KubernetesKind> ALL =
      Stream.of(KubernetesKinds.all(), OF_KUBERNETES, OF_COMPONENTS).flatMap(List::stream).toList();

  /** Data goes with them: they are deleted with the cluster, or by whoever means to. */
  private static final Set<String> KEPT =
      Set.of("CustomResourceDefinition", "PersistentVolumeClaim", "Namespace");

  private ChartKinds() {}

  /** All of them, those that Freehold writes itself included: what deletion needs to know. */
  public static List<KubernetesKind> all() {
    List<KubernetesKind> all = new ArrayList<>(ALL);
    ALL.forEach(kind -> all.add(kind.kept()));
    return List.copyOf(all);
  }

  /** The kind of an object, if a chart may bring it. */
  public static Optional<KubernetesKind> find(String apiVersion, String kind) {
    return ALL.stream()
        .filter(one -> one.apiVersion().equals(apiVersion) && one.kind().equals(kind))
        .findFirst();
  }

  /** The names of the kinds that are never deleted merely because a chart no longer has them. */
  public static Set<String> kept() {
    Set<String> names = new HashSet<>(KEPT);
    ALL.forEach(kind -> names.add(kind.kept().kind()));
    return Set.copyOf(names);
  }

  /** Whether a kind is one that every cluster has. */
  public static boolean isOfKubernetes(KubernetesKind kind) {
    return kind.fields().rule() != Fields.Rule.EXACT;
  }

  private static KubernetesKind plain(String group, String version, String kind, String plural) {
    return KubernetesKind.of(group, version, kind, plural);
  }

  private static KubernetesKind builtIn(String group, String version, String kind, String plural) {
    return plain(group, version, kind, plural).with(Fields.BUILT_IN);
  }
}
