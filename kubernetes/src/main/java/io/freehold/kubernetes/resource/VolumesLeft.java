package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import java.util.List;
import java.util.Set;

/**
 * Volumes whose claims are gone, and that are still being deleted: their storage class goes after
 * them, and so does the driver that deletes them. What is still claimed is somebody's to keep.
 */
final class VolumesLeft {
  private static final Set<String> GOING = Set.of("Released", "Failed");

  private VolumesLeft() {}

  /** The {@link Deletion} of a storage class. */
  static void deleteAfter(
      KubernetesClient client,
      String name,
      Resource<GenericKubernetesResource> storageClass,
      Runnable delete) {
    refuse(client, name);
    delete.run();
  }

  private static void refuse(KubernetesClient client, String storageClass) {
    List<String> left =
        client.persistentVolumes().list().getItems().stream()
            .filter(volume -> storageClass.equals(volume.getSpec().getStorageClassName()))
            .filter(volume -> "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy()))
            .filter(volume -> GOING.contains(phase(volume)))
            .map(volume -> volume.getMetadata().getName())
            .sorted()
            .toList();
    if (!left.isEmpty()) {
      throw new FailureException(
          Failure.refused(
              Failure.Kind.DEPENDENCY,
              "volumes-left",
              "volumes of storage class %s are still being deleted: %s"
                  .formatted(storageClass, String.join(", ", left))));
    }
  }

  private static String phase(PersistentVolume volume) {
    return volume.getStatus() == null || volume.getStatus().getPhase() == null
        ? ""
        : volume.getStatus().getPhase();
  }
}
