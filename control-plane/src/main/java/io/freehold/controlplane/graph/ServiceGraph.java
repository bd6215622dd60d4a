package io.freehold.controlplane.graph;

import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.graph.AwsService;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.service.ClickHouseService;
import io.freehold.kubernetes.service.ServiceDeployment;
import io.freehold.model.name.ServiceNames;
import java.util.Optional;

/** A service over all clouds: its identity and private name in AWS, all else in the cluster. */
public final class ServiceGraph {
  private ServiceGraph() {}

  /**
   * Builds it. Pure: the same arguments give the same graph.
   *
   * @param storageRoleArn of the role that reaches the servers' objects
   */
  public static ResourceGraph<Clouds> of(
      ServiceNames names,
      String storageRoleArn,
      ServiceDeployment deployment,
      Optional<AwsService.PrivateWay> way) {
    ResourceGraph<Clouds> graph = new ResourceGraph<>();
    var identity =
        AwsService.add(
            graph.in(Clouds.CUSTOMER),
            names,
            storageRoleArn,
            ClickHouseService.SERVICE_ACCOUNT,
            way);
    ClickHouseService.add(graph.in(Clouds.CLUSTER), deployment, identity);
    return graph;
  }

  /** Every kind that the ledger of a service may name: all that its deletion needs. */
  public static Kinds<Clouds> kinds(ResourceGraph<Clouds> graph) {
    Kinds<Clouds> kinds =
        new Kinds<Clouds>().withAllOf(graph).with(Clouds.CUSTOMER, DnsRecord.TYPE);
    KubernetesKinds.all().forEach(kind -> kinds.with(Clouds.CLUSTER, kind));
    return kinds;
  }
}
