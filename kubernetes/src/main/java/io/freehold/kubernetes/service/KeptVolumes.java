package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a service that was taken down leaves on disks. The operator never deletes a volume claim by
 * itself (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/docs/introduction.md">source</a>);
 * they go with their namespace.
 */
public final class KeptVolumes {
  private KeptVolumes() {}

  /**
   * One volume.
   *
   * @param claim its claim's name
   * @param id the EBS volume's, or the name of the persistent volume where it is of another sort
   * @param size as Kubernetes writes it: {@code 100Gi}
   */
  public record Volume(String claim, String id, String size) {}

  /** The bound volumes of a namespace, in the order of their claims; none without a cluster. */
  public static List<Volume> in(KubernetesSession cluster, String namespace) {
    return cluster.reachable().stream()
        .flatMap(client ->
            client.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream()
                .filter(claim -> claim.getSpec().getVolumeName() != null)
                .map(claim -> volume(client, claim)))
        .sorted(Comparator.comparing(Volume::claim))
        .toList();
  }

  private static Volume volume(KubernetesClient client, PersistentVolumeClaim claim) {
    String name = claim.getSpec().getVolumeName();
    PersistentVolume volume = client.persistentVolumes().withName(name).get();
    String id =
        Optional.ofNullable(volume)
            .flatMap(there -> Optional.ofNullable(there.getSpec().getCsi()))
            .map(csi -> csi.getVolumeHandle())
            .orElse(name);
    String size =
        Optional.ofNullable(claim.getSpec().getResources())
            .flatMap(wanted -> Optional.ofNullable(wanted.getRequests()))
            .flatMap(requests -> Optional.ofNullable(requests.get("storage")))
            .map(String::valueOf)
            .orElse("");
    return new Volume(claim.getMetadata().getName(), id, size);
  }
}
