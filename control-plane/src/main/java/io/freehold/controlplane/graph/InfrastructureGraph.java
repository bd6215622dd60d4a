package io.freehold.controlplane.graph;

import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kubernetes.catalogue.RenderedComponent;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.network.Cidr;
import java.util.List;
import java.util.Optional;

/** An infrastructure over all clouds: AWS below, the platform in the cluster on top. */
public final class InfrastructureGraph {
  private InfrastructureGraph() {}

  /**
   * Builds it, with certificates by Let's Encrypt. Pure: the same arguments give the same graph.
   *
   * @param components of its release, rendered for it
   * @param vendorZoneId the zone in the vendor's account that domains are delegated from; empty
   *     where the vendor delegates by hand
   */
  public static ResourceGraph<Clouds> of(
      InfrastructureSpec spec,
      RolePolicies policies,
      List<RenderedComponent> components,
      Optional<String> vendorZoneId) {
    return of(
        spec, policies, components, vendorZoneId, AwsInfrastructure.Terms.NONE, Acme.LETS_ENCRYPT);
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
      List<RenderedComponent> components,
      Optional<String> vendorZoneId,
      AwsInfrastructure.Terms terms,
      Acme acme) {
    ResourceGraph<Clouds> graph = new ResourceGraph<>();
    AwsInfrastructure.Parts aws = addAws(graph, spec, policies, vendorZoneId, terms);
    Platform.add(
        graph.in(Clouds.CLUSTER),
        new Platform.Ground(
            aws.api(),
            aws.volumes(),
            aws.identities(),
            aws.underPods(),
            spec.vpcCidrs().stream().map(Cidr::toString).toList()),
        components,
        aws.ways().stream()
            .map(way ->
                new Platform.Way(
                    way.name(), way.port(), way.healthPort(), way.wanted(), target(way)))
            .toList(),
        new Certificates.Order(
            policies.names().domain(), aws.zone().map(zone -> zone.id()), spec.region(), acme));
    return graph;
  }

  /** What of it is in AWS: for whoever asks what it needs there, or takes it down. */
  public static ResourceGraph<Clouds> ofAws(
      InfrastructureSpec spec, RolePolicies policies, Optional<String> vendorZoneId) {
    ResourceGraph<Clouds> graph = new ResourceGraph<>();
    addAws(graph, spec, policies, vendorZoneId, AwsInfrastructure.Terms.NONE);
    return graph;
  }

  private static AwsInfrastructure.Parts addAws(
      ResourceGraph<Clouds> graph,
      InfrastructureSpec spec,
      RolePolicies policies,
      Optional<String> vendorZoneId,
      AwsInfrastructure.Terms terms) {
    return AwsInfrastructure.add(
        graph.in(Clouds.CUSTOMER),
        vendorZoneId.map(id -> new AwsInfrastructure.Delegation<>(graph.in(Clouds.VENDOR), id)),
        spec,
        policies,
        terms);
  }

  /** The binding needs the balancer to be there: targets of a group without one stay unused. */
  private static Ref<Platform.Target> target(AwsInfrastructure.Way way) {
    return way.target()
        .with(way.group(), (target, group) -> new Platform.Target(target.arn(), group.id()))
        .with(way.balancer(), (target, balancer) -> target);
  }

  /**
   * Every kind that the ledger of an infrastructure may name: all that its deletion needs.
   *
   * @param graph its own, or what of it is in AWS
   */
  public static Kinds<Clouds> kinds(ResourceGraph<Clouds> graph) {
    Kinds<Clouds> kinds = new Kinds<Clouds>().withAllOf(graph).with(Clouds.VENDOR, DnsRecord.TYPE);
    ChartKinds.all().forEach(kind -> kinds.with(Clouds.CLUSTER, kind));
    return kinds;
  }
}
