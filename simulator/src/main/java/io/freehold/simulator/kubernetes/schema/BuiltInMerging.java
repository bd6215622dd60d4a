package io.freehold.simulator.kubernetes.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lists of the built-in kinds merge item by item, and by which keys: the {@code listType},
 * {@code listMapKey} and {@code structType} markers of Kubernetes' API types. The first key is also
 * that of strategic merge patches. Lists that are not named are replaced whole.
 */
final class BuiltInMerging {
  private static final Map<String, String> PROTOCOL = Map.of("protocol", "TCP");

  /** {@code <class>.<field>} to keys; the classes are those of the model. */
  private static final Map<String, Merging> LISTS = new HashMap<>();

  static {
    keys("name", "PodSpec", "containers", "initContainers", "ephemeralContainers", "volumes");
    keys("name", "PodSpec", "imagePullSecrets", "resourceClaims", "schedulingGates");
    keys("ip", "PodSpec", "hostAliases");
    LISTS.put(
        "PodSpec.topologySpreadConstraints",
        Merging.byKeys(List.of("topologyKey", "whenUnsatisfiable"), Map.of()));
    for (String container : List.of("Container", "EphemeralContainer")) {
      keys("name", container, "env");
      keys("mountPath", container, "volumeMounts");
      keys("devicePath", container, "volumeDevices");
      keys("resourceName", container, "resizePolicy");
      LISTS.put(
          container + ".ports", Merging.byKeys(List.of("containerPort", "protocol"), PROTOCOL));
    }
    keys("name", "ResourceRequirements", "claims");
    LISTS.put("ServiceSpec.ports", Merging.byKeys(List.of("port", "protocol"), PROTOCOL));
    keys("name", "ServiceAccount", "secrets", "imagePullSecrets");
    keys("uid", "ObjectMeta", "ownerReferences");
    LISTS.put("ObjectMeta.finalizers", Merging.SET);
    LISTS.put("NamespaceSpec.finalizers", Merging.ATOMIC);
    LISTS.put("NodeSpec.podCIDRs", Merging.SET);
    for (String withConditions :
        List.of(
            "PodStatus",
            "NodeStatus",
            "NamespaceStatus",
            "PersistentVolumeClaimStatus",
            "ServiceStatus",
            "DeploymentStatus",
            "StatefulSetStatus",
            "DaemonSetStatus",
            "ReplicaSetStatus",
            "PodDisruptionBudgetStatus",
            "CustomResourceDefinitionStatus",
            "HorizontalPodAutoscalerStatus")) {
      keys("type", withConditions, "conditions");
    }
    keys("type", "NodeStatus", "addresses");
    keys("ip", "PodStatus", "podIPs", "hostIPs");
    keys("name", "ValidatingWebhookConfiguration", "webhooks");
    keys("name", "MutatingWebhookConfiguration", "webhooks");
    LISTS.put("EndpointSlice.addresses", Merging.SET);
  }

  private static final Set<String> ATOMIC_OBJECTS =
      Set.of(
          "LabelSelector",
          "LocalObjectReference",
          "SecretReference",
          "ObjectReference",
          "OwnerReference",
          "NodeSelector",
          "NodeSelectorTerm",
          "SecretKeySelector",
          "ConfigMapKeySelector",
          "ObjectFieldSelector",
          "ResourceFieldSelector",
          "TypedLocalObjectReference",
          "RoleRef",
          "ScopeSelector",
          "IngressServiceBackend",
          "CrossVersionObjectReference");

  private static final Set<String> ATOMIC_MAPS =
      Set.of("PodSpec.nodeSelector", "ServiceSpec.selector", "ReplicationControllerSpec.selector");

  private BuiltInMerging() {}

  static Merging ofList(Class<?> owner, String field) {
    return LISTS.getOrDefault(owner.getSimpleName() + "." + field, Merging.ATOMIC);
  }

  static Merging ofMap(Class<?> owner, String field) {
    return ATOMIC_MAPS.contains(owner.getSimpleName() + "." + field)
        ? Merging.ATOMIC
        : Merging.GRANULAR;
  }

  static Merging ofObject(Class<?> model) {
    return ATOMIC_OBJECTS.contains(model.getSimpleName()) ? Merging.ATOMIC : Merging.GRANULAR;
  }

  private static void keys(String key, String owner, String... fields) {
    for (String field : fields) {
      LISTS.put(owner + "." + field, Merging.byKeys(List.of(key), Map.of()));
    }
  }
}
