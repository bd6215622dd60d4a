package io.freehold.controlplane.graph;

import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.model.infrastructure.InfrastructureSpec;
import java.util.Optional;

/** An infrastructure over all clouds: AWS below, the platform in the cluster on top. */
public final class InfrastructureGraph {
  private InfrastructureGraph() {}

  /**
   * Builds it. Pure: the same spec and policies give the same graph.
   *
   * @param vendorZoneId the zone in the vendor's account that domains are delegated from; empty
   *     where the vendor delegates by hand
   */
  public static ResourceGraph<Clouds> of(
      InfrastructureSpec spec, RolePolicies policies, Optional<String> vendorZoneId) {
    return of(spec, policies, vendorZoneId, AwsInfrastructure.Terms.NONE);
  }

  /** The same, with certificates by Let's Encrypt. */
  public static ResourceGraph<Clouds> of(
      InfrastructureSpec spec,
      RolePolicies policies,
      Optional<String> vendorZoneId,
      AwsInfrastructure.Terms terms) {
    return of(spec, policies, vendorZoneId, terms, Acme.LETS_ENCRYPT);
  }

  /**
   * The same, of one that somebody has asked for.
   *
   * @param terms what the customer has to do with it
   * @param acme who issues its certificate
   */
  public static ResourceGraph<Clouds> of(
      InfrastructureSpec spec,
      RolePolicies policies,
      Optional<String> vendorZoneId,
      AwsInfrastructure.Terms terms,
      Acme acme) {
    ResourceGraph<Clouds> graph = new ResourceGraph<>();
    AwsInfrastructure.Parts aws =
        AwsInfrastructure.add(
            graph.in(Clouds.CUSTOMER),
            vendorZoneId.map(id -> new AwsInfrastructure.Delegation<>(graph.in(Clouds.VENDOR), id)),
            spec,
            policies,
            terms);
    Platform.add(
        graph.in(Clouds.CLUSTER),
        aws.api(),
        aws.pods(),
        aws.volumes(),
        aws.ways().stream()
            .map(way -> new Platform.Way(way.name(), way.port(), way.wanted(), target(way)))
            .toList(),
        new Certificates.Order(
            policies.names().domain(), aws.zone().map(zone -> zone.id()), spec.region(), acme));
    return graph;
  }

  /** The binding needs the balancer to be there: targets of a group without one stay unused. */
  private static Ref<Platform.Target> target(AwsInfrastructure.Way way) {
    return way.target()
        .with(way.group(), (target, group) -> new Platform.Target(target.arn(), group.id()))
        .with(way.balancer(), (target, balancer) -> target);
  }

  /** Every kind that the ledger of an infrastructure may name: all that its deletion needs. */
  public static Kinds<Clouds> kinds(ResourceGraph<Clouds> graph) {
    Kinds<Clouds> kinds = new Kinds<Clouds>().withAllOf(graph).with(Clouds.VENDOR, DnsRecord.TYPE);
    KubernetesKinds.all().forEach(kind -> kinds.with(Clouds.CLUSTER, kind));
    return kinds;
  }
}
