package io.freehold.aws.graph;

import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.eks.AddOn;
import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.eks.PodIdentityAssociation;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.loadbalancing.TargetGroup;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The AWS part of an infrastructure's graph: everything of it, in the order of the longest path.
 */
public final class AwsInfrastructure {
  /** The node of the zone of the infrastructure's domain. */
  public static final String ZONE = "dns-zone";

  private AwsInfrastructure() {}

  /**
   * What the cluster's part builds on.
   *
   * @param api present once the cluster's API answers the control plane
   * @param volumes present once volumes can be made
   * @param identities present once pods of that role's service account get it
   * @param underPods what pods need for as long as they run: addresses, names, credentials
   * @param ways the load balancers' sides of the way in
   * @param zone the infrastructure's domain
   * @param storageRole assumed by ClickHouse's servers
   */
  public record Parts(
      Ref<EksCluster.Observed> api,
      Ref<AddOn.Observed> volumes,
      Map<InfrastructureRole, Ref<PodIdentityAssociation.Observed>> identities,
      Ref<List<AddOn.Observed>> underPods,
      List<Way> ways,
      Ref<HostedZone.Observed> zone,
      Ref<Role.Observed> storageRole) {}

  /**
   * One target group, to be bound to the gateway's pods.
   *
   * @param name {@code public} or {@code private}
   * @param port the gateway's port
   * @param healthPort the gateway's port on which the load balancer looks whether it is there
   * @param wanted whether there is such a load balancer
   */
  public record Way(
      String name,
      int port,
      int healthPort,
      boolean wanted,
      Ref<TargetGroup.Observed> target,
      Ref<SecurityGroup.Observed> group,
      Ref<LoadBalancer.Observed> balancer) {}

  /**
   * What the customer has to do with it.
   *
   * @param waived ids of checks of the customer's VPC that somebody has taken upon themselves
   * @param roleTemplate where the customer gets what makes its roles, for people
   */
  public record Terms(Set<String> waived, String roleTemplate) {
    /** Nothing is waived, and nobody has asked for anything yet. */
    public static final Terms NONE =
        new Terms(Set.of(), "GET /byocInfrastructure/{id}/roles/cloudformation.yaml");

    public Terms {
      waived = Set.copyOf(waived);
    }
  }

  /** The same as the other, with nothing to be known of the customer but what is waived. */
  public static <C> Parts add(
      Section<C, AwsSession> customer,
      Optional<Delegation<C>> vendor,
      InfrastructureSpec spec,
      RolePolicies policies,
      Set<String> waived) {
    return add(customer, vendor, spec, policies, new Terms(waived, Terms.NONE.roleTemplate()));
  }

  /**
   * Adds it.
   *
   * @param customer the customer's account
   * @param vendor the vendor's account and the zone in it that the domain is delegated from; empty
   *     where the vendor delegates by hand
   * @param policies of its roles
   * @param terms what the customer has to do with it
   */
  public static <C> Parts add(
      Section<C, AwsSession> customer,
      Optional<Delegation<C>> vendor,
      InfrastructureSpec spec,
      RolePolicies policies,
      Terms terms) {
    InfrastructureNames names = policies.names();
    var zone = customer.add(ZONE, HostedZone.TYPE, () -> new HostedZone(names.domain()));
    IdentityPart identity =
        IdentityPart.add(customer, spec.roles(), policies, zone, terms.roleTemplate());
    NetworkPart network = NetworkPart.add(customer, spec, terms.waived());
    ClusterPart cluster = ClusterPart.add(customer, spec, policies, network, identity);
    IngressPart ingress = IngressPart.add(customer, spec, names, network, zone);
    StoragePart.add(customer, names);
    vendor.ifPresent(parent ->
        parent
            .section()
            .add(
                "dns-delegation",
                DnsRecord.TYPE,
                zone,
                in ->
                    new DnsRecord(
                        parent.zoneId(),
                        names.domain(),
                        new DnsRecord.Delegation(Set.copyOf(in.nameServers())))));
    return new Parts(
        cluster.api(),
        cluster.volumes(),
        cluster.identities(),
        cluster.underPods(),
        ingress.ways(),
        zone,
        identity.of(InfrastructureRole.CH_S3));
  }

  /**
   * Where the vendor's part of the domain is.
   *
   * @param zoneId of the parent zone
   */
  public record Delegation<C>(Section<C, AwsSession> section, String zoneId) {}

  /** Whether deleting it would delete the customer's data. */
  public static boolean holdsData(LedgerEntry entry) {
    return StoragePart.holdsData(entry);
  }
}
