package io.freehold.simulator.kubernetes.kind;

import io.freehold.simulator.kubernetes.kind.ResourceKind.Column;
import io.freehold.simulator.kubernetes.kind.ResourceKind.Traits;
import io.freehold.simulator.kubernetes.schema.BuiltInSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds that a cluster of EKS has from the start. */
final class BuiltInKinds {
  /**
   * {@code model class | group/version | plural | short names | flags}; flags are n (in a
   * namespace), s (status subresource), c (scale subresource), g (counts generations), a (in
   * category all). The columns that kubectl shows follow as {@code name=path}.
   */
  private static final String TABLE =
      """
      Namespace|v1|namespaces|ns|s|Status=.status.phase
      Node|v1|nodes|no|s|Version=.status.nodeInfo.kubeletVersion
      ConfigMap|v1|configmaps|cm|n
      Secret|v1|secrets||n|Type=.type
      Service|v1|services|svc|nsa|Type=.spec.type,Cluster-IP=.spec.clusterIP
      ServiceAccount|v1|serviceaccounts|sa|n
      Pod|v1|pods|po|nsa|Status=.status.phase,IP=.status.podIP,Node=.spec.nodeName
      PersistentVolumeClaim|v1|persistentvolumeclaims|pvc|ns|Status=.status.phase,Volume=.spec.volumeName,StorageClass=.spec.storageClassName
      PersistentVolume|v1|persistentvolumes|pv|s|Status=.status.phase,StorageClass=.spec.storageClassName
      Event|v1|events|ev|n|Type=.type,Reason=.reason,Message=.message
      Endpoints|v1|endpoints|ep|n
      ResourceQuota|v1|resourcequotas|quota|ns
      LimitRange|v1|limitranges|limits|n
      ReplicationController|v1|replicationcontrollers|rc|nscga
      apps.Deployment|apps/v1|deployments|deploy|nscga|Ready=.status.readyReplicas,Up-To-Date=.status.updatedReplicas,Available=.status.availableReplicas
      apps.StatefulSet|apps/v1|statefulsets|sts|nscga|Ready=.status.readyReplicas,Replicas=.spec.replicas
      apps.DaemonSet|apps/v1|daemonsets|ds|nsga|Desired=.status.desiredNumberScheduled,Ready=.status.numberReady
      apps.ReplicaSet|apps/v1|replicasets|rs|nscga|Desired=.spec.replicas,Ready=.status.readyReplicas
      apps.ControllerRevision|apps/v1|controllerrevisions||n
      batch.v1.Job|batch/v1|jobs||nsga|Completions=.status.succeeded
      batch.v1.CronJob|batch/v1|cronjobs|cj|nsga|Schedule=.spec.schedule,Suspend=.spec.suspend
      storage.StorageClass|storage.k8s.io/v1|storageclasses|sc||Provisioner=.provisioner,ReclaimPolicy=.reclaimPolicy
      storage.CSIDriver|storage.k8s.io/v1|csidrivers||
      storage.CSINode|storage.k8s.io/v1|csinodes||
      storage.VolumeAttachment|storage.k8s.io/v1|volumeattachments||s
      rbac.ClusterRole|rbac.authorization.k8s.io/v1|clusterroles||
      rbac.ClusterRoleBinding|rbac.authorization.k8s.io/v1|clusterrolebindings||
      rbac.Role|rbac.authorization.k8s.io/v1|roles||n
      rbac.RoleBinding|rbac.authorization.k8s.io/v1|rolebindings||n
      policy.v1.PodDisruptionBudget|policy/v1|poddisruptionbudgets|pdb|nsg
      networking.v1.NetworkPolicy|networking.k8s.io/v1|networkpolicies|netpol|ng
      networking.v1.Ingress|networking.k8s.io/v1|ingresses|ing|nsg
      networking.v1.IngressClass|networking.k8s.io/v1|ingressclasses||g
      coordination.v1.Lease|coordination.k8s.io/v1|leases||n
      admissionregistration.v1.ValidatingWebhookConfiguration|admissionregistration.k8s.io/v1|validatingwebhookconfigurations||g
      admissionregistration.v1.MutatingWebhookConfiguration|admissionregistration.k8s.io/v1|mutatingwebhookconfigurations||g
      apiextensions.v1.CustomResourceDefinition|apiextensions.k8s.io/v1|customresourcedefinitions|crd,crds|sg
      discovery.v1.EndpointSlice|discovery.k8s.io/v1|endpointslices||ng
      autoscaling.v2.HorizontalPodAutoscaler|autoscaling/v2|horizontalpodautoscalers|hpa|ns
      autoscaling.v1.HorizontalPodAutoscaler|autoscaling/v1|horizontalpodautoscalers|hpa|ns
      scheduling.v1.PriorityClass|scheduling.k8s.io/v1|priorityclasses|pc|g
      node.v1.RuntimeClass|node.k8s.io/v1|runtimeclasses||
      events.v1.Event|events.k8s.io/v1|events|ev|n
      APIService|apiregistration.k8s.io/v1|apiservices||s
      """;

  static final List<ResourceKind> ALL = TABLE.lines().map(BuiltInKinds::parse).toList();

  private BuiltInKinds() {}

  private static ResourceKind parse(String line) {
    String[] parts = Arrays.copyOf(line.split("\\|", -1), 6);
    String simple = parts[0].substring(parts[0].lastIndexOf('.') + 1);
    String apiVersion = parts[1];
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String flags = parts[4] == null ? "" : parts[4];
    return new ResourceKind(
        new GroupResource(group, parts[2]),
        apiVersion.substring(slash + 1),
        simple,
        simple + "List",
        simple.toLowerCase(Locale.ROOT),
        parts[3].isEmpty() ? List.of() : List.of(parts[3].split(",")),
        flags.contains("a") ? List.of("all") : List.of(),
        flags.contains("n"),
        new Traits(flags.contains("s"), flags.contains("c"), flags.contains("g")),
        BuiltInSchemas.of(model(parts[0])),
        columns(parts[5] == null ? "" : parts[5]),
        false);
  }

  private static List<Column> columns(String text) {
    List<Column> columns = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] nameAndPath = part.split("=");
      columns.add(new Column(nameAndPath[0], "string", nameAndPath[1], 0));
    }
    return columns;
  }

  private static Class<?> model(String name) {
    try {
      return Class.forName("io.fabric8.kubernetes.api.model." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the model has no class for " + name, e);
    }
  }
}
