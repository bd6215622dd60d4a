package io.freehold.kubernetes.service;

import java.util.List;
import java.util.OptionalInt;

/**
 * A service as it is put into the cluster.
 *
 * @param namespace the service's short name: also what its identity towards S3 is derived from
 * @param entrances the public one first, then the private one, as far as there are such ways in
 * @param replicas servers; 0 while the service is stopped
 * @param memoryGb of each server: one of the sizes that are offered
 * @param cpus of each server
 * @param volumeGb of each server: metadata of the S3 disk, its cache, logs
 * @param keeperReplicas members of the Keeper ensemble
 * @param keeperVolumeGb of each member
 * @param version tag of the images
 * @param passwordSha256Hex of the default user: all that the cluster is told of the password
 * @param dataUrl where in S3 its objects go, ending in a slash
 * @param region of the buckets
 * @param certificateSecret the TLS secret that the gateway uses
 * @param backups how it is backed up
 * @param logRetentionDays how long it keeps the logs of its infrastructure; empty where it was not
 *     chosen to
 */
public record ServiceDeployment(
    String namespace,
    List<Entrance> entrances,
    int replicas,
    int memoryGb,
    int cpus,
    int volumeGb,
    int keeperReplicas,
    int keeperVolumeGb,
    String version,
    String passwordSha256Hex,
    String dataUrl,
    String region,
    String certificateSecret,
    BackupPlan backups,
    OptionalInt logRetentionDays) {
  public ServiceDeployment {
    entrances = List.copyOf(entrances);
  }

  /**
   * A name under which it is reached.
   *
   * @param clients the IPv4 blocks from which it may be reached; none lets nobody in
   */
  public record Entrance(String host, List<String> clients) {
    public Entrance {
      clients = List.copyOf(clients);
    }
  }

  /** The names under which it is reached. */
  List<String> hosts() {
    return entrances.stream().map(Entrance::host).toList();
  }

  @Override
  public String toString() {
    return "ServiceDeployment[namespace=%s, replicas=%d, version=%s]"
        .formatted(namespace, replicas, version);
  }
}
