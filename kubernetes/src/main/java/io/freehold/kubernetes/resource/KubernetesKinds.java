package io.freehold.kubernetes.resource;

import io.freehold.kernel.resource.Impact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every kind of Kubernetes object that Freehold applies. */
public final class KubernetesKinds {
  private static final Fields OF_CLICKHOUSE =
      new Fields(
          Set.of("spec.podTemplate.topologySpreadConstraints", "spec.containerTemplate.env"),
          Set.of("spec.keeperClusterRef", "spec.podTemplate.nodeSelector"),
          Set.of());

  public static final KubernetesKind CUSTOM_RESOURCE_DEFINITION =
      KubernetesKind.of(
              "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions")
          .ofCluster()
          .readyWhen(Readiness.condition("Established"))
          .with(Fields.fixed("spec.group", "spec.scope").canonical());

  public static final KubernetesKind NAMESPACE =
      KubernetesKind.of("", "v1", "Namespace", "namespaces").ofCluster().with(Fields.BUILT_IN);

  public static final KubernetesKind SECRET =
      KubernetesKind.of("", "v1", "Secret", "secrets")
          .with(Fields.fixed("type").canonical().hidden());

  public static final KubernetesKind SERVICE =
      KubernetesKind.of("", "v1", "Service", "services")
          .with(new Fields(Set.of("spec.ports"), Set.of("spec.selector"), Set.of()).canonical());

  public static final KubernetesKind SERVICE_ACCOUNT =
      KubernetesKind.of("", "v1", "ServiceAccount", "serviceaccounts")
          .with(new Fields(Set.of("imagePullSecrets", "secrets"), Set.of(), Set.of()).canonical());

  public static final KubernetesKind DEPLOYMENT =
      KubernetesKind.of("apps", "v1", "Deployment", "deployments")
          .readyWhen(Readiness.AVAILABLE)
          .changing(Impact.ROLLING)
          .with(Fields.ofWorkload("spec.selector"));

  public static final KubernetesKind CRON_JOB =
      KubernetesKind.of("batch", "v1", "CronJob", "cronjobs")
          .with(Fields.ofPods("spec.jobTemplate.spec.template.spec."));

  public static final KubernetesKind STORAGE_CLASS =
      KubernetesKind.of("storage.k8s.io", "v1", "StorageClass", "storageclasses")
          .ofCluster()
          .with(
              Fields.fixed("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")
                  .canonical())
          .deletedBy(VolumesLeft::deleteAfter);

  public static final KubernetesKind TARGET_GROUP_BINDING =
      KubernetesKind.of("elbv2.k8s.aws", "v1beta1", "TargetGroupBinding", "targetgroupbindings")
          .readyWhen(Readiness.SEEN);

  public static final KubernetesKind GATEWAY =
      KubernetesKind.of("networking.istio.io", "v1", "Gateway", "gateways");

  public static final KubernetesKind VIRTUAL_SERVICE =
      KubernetesKind.of("networking.istio.io", "v1", "VirtualService", "virtualservices");

  /** Whatever somebody adds may switch the check of the server's certificate off. */
  public static final KubernetesKind DESTINATION_RULE =
      KubernetesKind.of("networking.istio.io", "v1", "DestinationRule", "destinationrules")
          .with(Fields.wholly("spec", "spec.trafficPolicy", "spec.trafficPolicy.tls"));

  /** Whatever somebody adds shuts people out, or lets more of them in. */
  public static final KubernetesKind AUTHORIZATION_POLICY =
      KubernetesKind.of("security.istio.io", "v1", "AuthorizationPolicy", "authorizationpolicies")
          .with(
              Fields.wholly(
                  "spec",
                  "spec.selector",
                  "spec.selector.matchLabels",
                  "spec.rules",
                  "spec.rules.from",
                  "spec.rules.from.source",
                  "spec.rules.when"));

  /**
   * Whatever somebody adds to a rule or a selector, such as one more namespace, is a difference.
   */
  public static final KubernetesKind NETWORK_POLICY =
      KubernetesKind.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies")
          .with(
              Fields.wholly(
                      "spec.podSelector",
                      "spec.podSelector.matchLabels",
                      "spec.ingress",
                      "spec.ingress.from",
                      "spec.ingress.from.podSelector",
                      "spec.ingress.from.podSelector.matchLabels",
                      "spec.ingress.from.namespaceSelector",
                      "spec.ingress.from.namespaceSelector.matchLabels",
                      "spec.ingress.from.ipBlock",
                      "spec.ingress.ports")
                  .canonical());

  public static final KubernetesKind CLUSTER_ISSUER =
      KubernetesKind.of("cert-manager.io", "v1", "ClusterIssuer", "clusterissuers")
          .ofCluster()
          .readyWhen(Readiness.whereAwaited(Readiness.condition("Ready")));

  public static final KubernetesKind CERTIFICATE =
      KubernetesKind.of("cert-manager.io", "v1", "Certificate", "certificates")
          .readyWhen(Readiness.whereAwaited(Readiness.ISSUED))
          .deletedBy(IssuedSecret::deleteWith);

  public static final KubernetesKind KEEPER_CLUSTER =
      KubernetesKind.of("clickhouse.com", "v1alpha1", "KeeperCluster", "keeperclusters")
          .readyWhen(Readiness.cluster())
          .changing(Impact.ROLLING)
          .with(OF_CLICKHOUSE);

  public static final KubernetesKind CLICKHOUSE_CLUSTER =
      KubernetesKind.of("clickhouse.com", "v1alpha1", "ClickHouseCluster", "clickhouseclusters")
          .readyWhen(Readiness.cluster("SchemaInSync"))
          .changing(Impact.ROLLING)
          .with(OF_CLICKHOUSE);

  private static final List<KubernetesKind> ALL =
      List.of(
          CUSTOM_RESOURCE_DEFINITION,
          NAMESPACE,
          SECRET,
          SERVICE,
          SERVICE_ACCOUNT,
          DEPLOYMENT,
          CRON_JOB,
          STORAGE_CLASS,
          TARGET_GROUP_BINDING,
          GATEWAY,
          VIRTUAL_SERVICE,
          DESTINATION_RULE,
          AUTHORIZATION_POLICY,
          NETWORK_POLICY,
          CLUSTER_ISSUER,
          CERTIFICATE,
          KEEPER_CLUSTER,
          CLICKHOUSE_CLUSTER);

  private KubernetesKinds() {}

  /** All of them: what deletion needs to know. */
  public static List<KubernetesKind> all() {
    return ALL;
  }

  /** The kind of that name. */
  public static Optional<KubernetesKind> named(String kind) {
    return ALL.stream().filter(one -> one.kind().equals(kind)).findFirst();
  }
}
