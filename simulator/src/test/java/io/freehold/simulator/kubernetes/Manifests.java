package io.freehold.simulator.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Objects as text, applied as the product applies them. */
final class Manifests {
  static final String STORAGE =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: fast}
      provisioner: ebs.csi.aws.com
      volumeBindingMode: WaitForFirstConsumer
      """;

  static final String BINDINGS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: targetgroupbindings.elbv2.k8s.aws}
      spec:
        group: elbv2.k8s.aws
        scope: Namespaced
        names: {plural: targetgroupbindings, kind: TargetGroupBinding}
        versions:
        - name: v1beta1
          served: true
          storage: true
          subresources: {status: {}}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
                status: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  static final String CERTIFICATES =
      BINDINGS
          .replace("targetgroupbindings", "certificates")
          .replace("elbv2.k8s.aws", "cert-manager.io")
          .replace("TargetGroupBinding", "Certificate")
          .replace("v1beta1", "v1");

  static final String CLUSTER_ISSUERS =
      CERTIFICATES
          .replace("certificates", "clusterissuers")
          .replace("Certificate", "ClusterIssuer")
          .replace("Namespaced", "Cluster");

  static final String CHALLENGES =
      CERTIFICATES
          .replace("cert-manager.io", "acme.cert-manager.io")
          .replace("certificates", "challenges")
          .replace("Certificate", "Challenge");

  private Manifests() {}

  /** Of one of Istio's kinds: {@code gateways}, {@code Gateway}, of {@code networking}. */
  static String istio(String plural, String kind, String area) {
    return BINDINGS
        .replace("targetgroupbindings", plural)
        .replace("elbv2.k8s.aws", area + ".istio.io")
        .replace("TargetGroupBinding", kind)
        .replace("v1beta1", "v1");
  }

  static GenericKubernetesResource apply(KubernetesClient client, String yaml) {
    return client
        .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("test")
                .withForce(true)
                .build());
  }

  static String keeper(String name, int replicas) {
    return """
    apiVersion: clickhouse.com/v1alpha1
    kind: KeeperCluster
    metadata: {name: %s, namespace: default}
    spec:
      replicas: %d
      podTemplate: {topologyZoneKey: topology.kubernetes.io/zone}
      dataVolumeClaimSpec:
        storageClassName: fast
        resources: {requests: {storage: 10Gi}}
    """
        .formatted(name, replicas);
  }

  static String clickHouse(String name, int replicas) {
    return """
    apiVersion: clickhouse.com/v1alpha1
    kind: ClickHouseCluster
    metadata: {name: %s, namespace: default}
    spec:
      replicas: %d
      keeperClusterRef: {name: keeper}
      labels: {tier: database}
      dataVolumeClaimSpec:
        storageClassName: fast
        resources: {requests: {storage: 100Gi}}
    """
        .formatted(name, replicas);
  }

  static String deployment(String name, int replicas, String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: default, labels: {app.kubernetes.io/name: %1$s}}
    spec:
      replicas: %2$d
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          containers:
          - {name: main, image: "%3$s", ports: [{name: web, containerPort: 8443}]}
    """
        .formatted(name, replicas, image);
  }
}
