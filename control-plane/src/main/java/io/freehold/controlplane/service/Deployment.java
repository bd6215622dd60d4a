package io.freehold.controlplane.service;

import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ServiceDeployment;
import io.freehold.kubernetes.service.ServiceDeployment.Entrance;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.ServiceNames;
import io.freehold.model.network.Cidr;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/** What a service asked for looks like in the cluster. */
final class Deployment {
  private Deployment() {}

  /**
   * @param spec what it is asked to be just now
   * @param backups how it is backed up; for its last backup it runs, and lets nobody in
   */
  static ServiceDeployment of(
      ServiceRow row,
      ServiceSpec spec,
      InfrastructureSpec place,
      InfrastructureNames infrastructure,
      BackupPlan backups) {
    ServiceNames names = infrastructure.service(row.name());
    ReplicaSize size = spec.size();
    return new ServiceDeployment(
        row.name().value(),
        // An empty list means nobody, by whichever name.
        backups.ending() || row.spec().ipAccessList().isEmpty()
            ? closed(entrances(row, place, names))
            : entrances(row, place, names),
        row.running() || backups.ending() ? spec.replicas() : 0,
        size.memoryGb(),
        size.cpus(),
        volumeGb(row, size),
        ServiceSpec.KEEPER_REPLICAS,
        ServiceSpec.KEEPER_VOLUME_GB,
        row.version(),
        row.passwordSha256Hex(),
        // By path: a bucket's name has dots, which the wildcard of S3's certificate does not cover.
        "https://s3.%s.amazonaws.com/%s/%s"
            .formatted(
                place.region(), infrastructure.bucket(BucketPurpose.SHARED), names.objectPrefix()),
        place.region(),
        Certificates.SECRET,
        backups,
        place.logHouseIn(row.id()).stream().mapToInt(LogHouse::retentionDays).findFirst());
  }

  private static List<Entrance> closed(List<Entrance> entrances) {
    return entrances.stream().map(one -> new Entrance(one.host(), List.of())).toList();
  }

  /** A volume grows with the service and never shrinks: Kubernetes refuses to make one smaller. */
  private static int volumeGb(ServiceRow row, ReplicaSize now) {
    int largest =
        ReplicaSize.ofMemoryGb(row.largestMemoryGb()).map(ReplicaSize::volumeGb).orElse(0);
    return Math.max(largest, now.volumeGb());
  }

  /**
   * From the internet, whoever is on the list. By the private name, the VPC and its peers, whom the
   * list need not name: it is the customer's own network, and says itself who is in it.
   */
  private static List<Entrance> entrances(
      ServiceRow row, InfrastructureSpec place, ServiceNames names) {
    List<Entrance> entrances = new ArrayList<>();
    if (place.loadBalancers().publicly()) {
      entrances.add(new Entrance(names.host(), texts(row.spec().accessRanges())));
    }
    if (place.loadBalancers().privately()) {
      entrances.add(new Entrance(names.privateHost(), texts(inside(place))));
    }
    return entrances;
  }

  /** Who may come by the private name. */
  static List<Cidr> inside(InfrastructureSpec place) {
    List<Cidr> inside = new ArrayList<>(place.vpcCidrs());
    inside.addAll(place.peerCidrs());
    return inside;
  }

  private static List<String> texts(List<Cidr> blocks) {
    return blocks.stream().map(Cidr::toString).toList();
  }
}
