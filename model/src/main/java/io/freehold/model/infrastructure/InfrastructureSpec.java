package io.freehold.model.infrastructure;

import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.CidrPlan;
import io.freehold.model.network.Zone;
import io.freehold.model.region.Regions;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.violation.Violation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an infrastructure is asked to be. It may break rules: {@link #violations} says which, all at
 * once. Region, account, network, range, zones and who makes its roles are fixed when it is made.
 *
 * @param name short and generated
 * @param accountId of AWS, 12 digits
 * @param region id of a supported region
 * @param network whose VPC it stands in
 * @param vpcCidr range of its VPC; of a customer's VPC, the first one
 * @param secondaryCidrs the other ranges of a customer's VPC, as they were when it was named
 * @param zones at least three, as its account names them; in a customer's VPC those of the private
 *     subnets
 * @param peerCidrs ranges that will be peered and are to be kept free
 * @param natGateways how many, where the VPC is its own
 * @param loadBalancers which ways in there are
 * @param tags of the customer, on everything besides our own
 * @param egressCidrs from where the control plane reaches the cluster; when there are none, the
 *     cluster has no public endpoint
 * @param deletionProtection whether deleting it is refused
 * @param kubernetesVersion minor version: {@code 1.35}
 * @param release of the platform's components, from 1 on
 * @param secretsKeyArn KMS key with which EKS encrypts secrets, or null
 * @param roles who makes its IAM roles
 * @param replicaSizes for which there are nodes to be had: those of its services. They are only
 *     ever added to: pools that no service uses any more are empty, and cost nothing
 * @param logHouse which of its services keeps logs, or null
 */
public record InfrastructureSpec(
    ShortName name,
    String accountId,
    String region,
    Network network,
    Cidr vpcCidr,
    List<Cidr> secondaryCidrs,
    List<Zone> zones,
    List<Cidr> peerCidrs,
    NatGateways natGateways,
    LoadBalancers loadBalancers,
    SequencedMap<String, String> tags,
    List<Cidr> egressCidrs,
    boolean deletionProtection,
    String kubernetesVersion,
    int release,
    @Nullable String secretsKeyArn,
    Roles roles,
    Set<ReplicaSize> replicaSizes,
    @Nullable LogHouse logHouse) {

  /** The sizes of an infrastructure that has no services yet. */
  public static final Set<ReplicaSize> DEFAULT_REPLICA_SIZES = Set.of(ReplicaSize.GB_48);

  /** The range of a VPC for which none was asked. */
  public static final Cidr DEFAULT_VPC_CIDR = Cidr.parse("10.0.0.0/16");

  /** Addresses of Kubernetes services: taken inside the cluster, so nobody else may have them. */
  public static final Cidr SERVICE_CIDR = Cidr.parse("172.20.0.0/16");

  /** The version of a cluster for which none was asked: in standard support until March 2027. */
  public static final String DEFAULT_KUBERNETES_VERSION = "1.35";

  public InfrastructureSpec {
    secondaryCidrs = List.copyOf(secondaryCidrs);
    zones = List.copyOf(zones);
    peerCidrs = List.copyOf(peerCidrs);
    egressCidrs = List.copyOf(egressCidrs);
    tags = new LinkedHashMap<>(tags);
    replicaSizes = Collections.unmodifiableSet(new TreeSet<>(replicaSizes));
  }

  /** The choice of who keeps logs, where that is this service. */
  public Optional<LogHouse> logHouseIn(UUID service) {
    return Optional.ofNullable(logHouse).filter(one -> one.serviceId().equals(service));
  }

  /** Starts from the defaults. */
  public static Builder builder(ShortName name, String accountId, String region, List<Zone> zones) {
    return new Builder(name, accountId, region, zones);
  }

  /** Starts from this one. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Everything that is wrong with it; empty when it can be made. */
  public List<Violation> violations(Regions supported) {
    return InfrastructureRules.check(this, supported);
  }

  /** Which fixed fields the next version would change ({@code immutable-field}). */
  public List<Violation> changeViolations(InfrastructureSpec next) {
    return InfrastructureRules.checkChange(this, next);
  }

  /**
   * The division of its VPC, where that is its own.
   *
   * @throws IllegalArgumentException if it breaks the rules about range or zones
   */
  public CidrPlan cidrPlan() {
    return CidrPlan.of(vpcCidr, zones);
  }

  /** The nodes that it has, or may come to have. */
  public List<NodePool> nodePools() {
    return NodePool.all(replicaSizes);
  }

  /** Every range of its VPC, the first one first. */
  public List<Cidr> vpcCidrs() {
    return Stream.concat(Stream.of(vpcCidr), secondaryCidrs.stream()).toList();
  }

  /** What its things are called. */
  public InfrastructureNames names(NamingScheme scheme) {
    return scheme.of(name, region);
  }

  /** How many NAT gateways are made for it. */
  public int natGatewayCount() {
    return switch (network) {
      case Network.Managed() -> natGateways.count(zones.size());
      case Network.Customer customer -> 0;
    };
  }

  @Override
  public SequencedMap<String, String> tags() {
    return Collections.unmodifiableSequencedMap(tags);
  }

  /** Builds a spec step by step; what is not set stands at its default. */
  public static final class Builder {
    private final ShortName name;
    private final String accountId;
    private String region;
    private List<Zone> zones;
    private Network network = Network.MANAGED;
    private Cidr vpcCidr = DEFAULT_VPC_CIDR;
    private List<Cidr> secondaryCidrs = List.of();
    private List<Cidr> peerCidrs = List.of();
    private NatGateways natGateways = NatGateways.PER_ZONE;
    private LoadBalancers loadBalancers = LoadBalancers.PUBLIC_ONLY;
    private SequencedMap<String, String> tags = new LinkedHashMap<>();
    private List<Cidr> egressCidrs = List.of();
    private boolean deletionProtection;
    private String kubernetesVersion = DEFAULT_KUBERNETES_VERSION;
    private int release = 1;
    private @Nullable String secretsKeyArn;
    private Roles roles = Roles.MANAGED;
    private Set<ReplicaSize> replicaSizes = DEFAULT_REPLICA_SIZES;
    private @Nullable LogHouse logHouse;

    private Builder(ShortName name, String accountId, String region, List<Zone> zones) {
      this.name = name;
      this.accountId = accountId;
      this.region = region;
      this.zones = zones;
    }

    private Builder(InfrastructureSpec spec) {
      this(spec.name, spec.accountId, spec.region, spec.zones);
      network = spec.network;
      vpcCidr = spec.vpcCidr;
      secondaryCidrs = spec.secondaryCidrs;
      peerCidrs = spec.peerCidrs;
      natGateways = spec.natGateways;
      loadBalancers = spec.loadBalancers;
      tags = spec.tags;
      egressCidrs = spec.egressCidrs;
      deletionProtection = spec.deletionProtection;
      kubernetesVersion = spec.kubernetesVersion;
      release = spec.release;
      secretsKeyArn = spec.secretsKeyArn;
      roles = spec.roles;
      replicaSizes = spec.replicaSizes;
      logHouse = spec.logHouse;
    }

    public Builder region(String region) {
      this.region = region;
      return this;
    }

    public Builder zones(List<Zone> zones) {
      this.zones = zones;
      return this;
    }

    public Builder network(Network network) {
      this.network = network;
      return this;
    }

    public Builder vpcCidr(Cidr vpcCidr) {
      this.vpcCidr = vpcCidr;
      return this;
    }

    /** The ranges of a customer's VPC, the first one first. */
    public Builder vpcCidrs(List<Cidr> vpcCidrs) {
      vpcCidr = vpcCidrs.getFirst();
      secondaryCidrs = vpcCidrs.subList(1, vpcCidrs.size());
      return this;
    }

    public Builder peerCidrs(List<Cidr> peerCidrs) {
      this.peerCidrs = peerCidrs;
      return this;
    }

    public Builder natGateways(NatGateways natGateways) {
      this.natGateways = natGateways;
      return this;
    }

    public Builder loadBalancers(LoadBalancers loadBalancers) {
      this.loadBalancers = loadBalancers;
      return this;
    }

    public Builder tags(Map<String, String> tags) {
      this.tags = new LinkedHashMap<>(tags);
      return this;
    }

    public Builder egressCidrs(List<Cidr> egressCidrs) {
      this.egressCidrs = egressCidrs;
      return this;
    }

    public Builder deletionProtection(boolean deletionProtection) {
      this.deletionProtection = deletionProtection;
      return this;
    }

    public Builder kubernetesVersion(String kubernetesVersion) {
      this.kubernetesVersion = kubernetesVersion;
      return this;
    }

    public Builder release(int release) {
      this.release = release;
      return this;
    }

    public Builder secretsKeyArn(@Nullable String secretsKeyArn) {
      this.secretsKeyArn = secretsKeyArn;
      return this;
    }

    public Builder roles(Roles roles) {
      this.roles = roles;
      return this;
    }

    public Builder replicaSizes(Set<ReplicaSize> replicaSizes) {
      this.replicaSizes = replicaSizes;
      return this;
    }

    public Builder logHouse(@Nullable LogHouse logHouse) {
      this.logHouse = logHouse;
      return this;
    }

    public InfrastructureSpec build() {
      return new InfrastructureSpec(
          name,
          accountId,
          region,
          network,
          vpcCidr,
          secondaryCidrs,
          zones,
          peerCidrs,
          natGateways,
          loadBalancers,
          tags,
          egressCidrs,
          deletionProtection,
          kubernetesVersion,
          release,
          secretsKeyArn,
          roles,
          replicaSizes,
          logHouse);
    }
  }
}
