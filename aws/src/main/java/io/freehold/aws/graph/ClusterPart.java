package io.freehold.aws.graph;

import io.freehold.aws.eks.AccessEntry;
import io.freehold.aws.eks.AddOn;
import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.eks.LaunchTemplate;
import io.freehold.aws.eks.NodeGroup;
import io.freehold.aws.eks.PodIdentityAssociation;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.logs.LogGroup;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The EKS cluster, its nodes and what EKS itself brings into it.
 *
 * @param api present once the cluster's API answers the control plane
 * @param volumes present once volumes can be made
 * @param identities present once pods of that role's service account get it
 * @param underPods what pods need for as long as they run: addresses, names, credentials
 */
record ClusterPart(
    Ref<EksCluster.Observed> cluster,
    Ref<EksCluster.Observed> api,
    Ref<AddOn.Observed> volumes,
    Map<InfrastructureRole, Ref<PodIdentityAssociation.Observed>> identities,
    Ref<List<AddOn.Observed>> underPods) {
  private static final Set<String> LOGS = Set.of("api", "audit", "authenticator");

  /** The service accounts of the components, as their charts name them. */
  private static final List<Identity> IDENTITIES =
      List.of(
          new Identity(
              InfrastructureRole.LOAD_BALANCER_CONTROLLER,
              "kube-system",
              "aws-load-balancer-controller"),
          new Identity(InfrastructureRole.EBS_CSI_DRIVER, "kube-system", "ebs-csi-controller-sa"),
          new Identity(InfrastructureRole.EXTERNAL_DNS, "external-dns", "external-dns"),
          new Identity(InfrastructureRole.CERT_MANAGER, "cert-manager", "cert-manager"),
          new Identity(InfrastructureRole.CLUSTER_AUTOSCALER, "kube-system", "cluster-autoscaler"),
          new Identity(InfrastructureRole.STATE_EXPORTER, "freehold", "state-exporter"),
          new Identity(InfrastructureRole.CLICKHOUSE_SCRAPER, "freehold", "clickhouse-scraper"),
          new Identity(InfrastructureRole.THANOS, "monitoring", "thanos"));

  /**
   * Without it network policies are objects that nobody reads (<a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html">source</a>).
   */
  private static final String NETWORK_POLICIES = "{\"enableNetworkPolicy\":\"true\"}";

  private record Identity(InfrastructureRole role, String namespace, String serviceAccount) {}

  static <C> ClusterPart add(
      Section<C, AwsSession> aws,
      InfrastructureSpec spec,
      RolePolicies policies,
      NetworkPart network,
      IdentityPart identity) {
    InfrastructureNames names = policies.names();
    var group =
        aws.add(
            "security-group-cluster",
            SecurityGroup.TYPE,
            network.vpc(),
            in ->
                new SecurityGroup(
                    in.id(),
                    names.cluster(),
                    "Between the control plane of EKS and its nodes",
                    Set.of(SecurityGroup.Rule.all(SecurityGroup.Rule.SELF)),
                    Set.of(SecurityGroup.Rule.all("0.0.0.0/0"))));
    // Ours before EKS makes it: with our tags, and not kept for ever.
    var logs =
        aws.add(
            "log-group",
            LogGroup.TYPE,
            () -> new LogGroup(names.controlPlaneLogGroup(), LogGroup.DEFAULT_RETENTION_DAYS));
    var cluster =
        aws.add(
            "cluster",
            EksCluster.TYPE,
            identity.controlPlane(),
            network.privateSubnets(),
            group,
            logs,
            (role, subnets, security, log) ->
                new EksCluster(
                    names.cluster(),
                    spec.kubernetesVersion(),
                    role.arn(),
                    NetworkPart.ids(subnets),
                    Set.of(security.id()),
                    publicCidrs(spec),
                    LOGS,
                    Optional.ofNullable(spec.secretsKeyArn()),
                    EksCluster.Support.EXTENDED));
    var access =
        aws.add(
            "access-control-plane",
            AccessEntry.TYPE,
            cluster,
            identity.of(InfrastructureRole.DATA_PLANE_MGMT),
            (in, role) ->
                new AccessEntry(
                    in.name(),
                    role.arn(),
                    Set.of(),
                    Set.of(AccessEntry.Policy.everywhere(AccessEntry.Policy.CLUSTER_ADMIN))));
    List<Ref<AddOn.Observed>> underPods = addEarlyAddOns(aws, cluster);
    var system = addNodes(aws, new Ground(spec, names, cluster, identity.worker()), network);
    var identities = addIdentities(aws, identity, cluster);
    underPods.add(
        aws.add(
            "addon-coredns",
            AddOn.TYPE,
            cluster,
            system,
            (in, nodes) -> new AddOn(in.name(), "coredns")));
    aws.add(
        "addon-metrics-server",
        AddOn.TYPE,
        cluster,
        system,
        (in, nodes) -> new AddOn(in.name(), "metrics-server"));
    Ref<List<AddOn.Observed>> under = Ref.all(underPods);
    var volumes =
        aws.add(
            "addon-aws-ebs-csi-driver",
            AddOn.TYPE,
            cluster,
            system,
            Objects.requireNonNull(identities.get(InfrastructureRole.EBS_CSI_DRIVER)),
            under.unawaited(),
            (in, nodes, role, before) ->
                new AddOn(
                    in.name(),
                    "aws-ebs-csi-driver",
                    Optional.empty(),
                    volumesWith(policies.volumeTags())));
    return new ClusterPart(cluster, cluster.after(access), volumes, Map.copyOf(identities), under);
  }

  /**
   * The driver's configuration: volumes without these tags its role may not make (<a
   * href="https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md">source</a>).
   */
  private static String volumesWith(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> "\"%s\":\"%s\"".formatted(tag.getKey(), tag.getValue()))
            .collect(Collectors.joining(",", "{\"controller\":{\"extraVolumeTags\":{", "}}}"));
  }

  /** These run on no node, or on every node as it comes: they need not wait for any. */
  private static <C> List<Ref<AddOn.Observed>> addEarlyAddOns(
      Section<C, AwsSession> aws, Ref<EksCluster.Observed> cluster) {
    List<Ref<AddOn.Observed>> added = new ArrayList<>();
    added.add(
        aws.add(
            "addon-vpc-cni",
            AddOn.TYPE,
            cluster,
            in -> new AddOn(in.name(), "vpc-cni", Optional.empty(), NETWORK_POLICIES)));
    for (String name : List.of("kube-proxy", "eks-pod-identity-agent")) {
      added.add(aws.add("addon-" + name, AddOn.TYPE, cluster, in -> new AddOn(in.name(), name)));
    }
    return added;
  }

  /** What every group of nodes is made of. */
  private record Ground(
      InfrastructureSpec spec,
      InfrastructureNames names,
      Ref<EksCluster.Observed> cluster,
      Ref<Role.Observed> worker) {}

  /** Returns the platform's nodes: those of services come when there are any. */
  private static <C> Ref<NodeGroup.Observed> addNodes(
      Section<C, AwsSession> aws, Ground ground, NetworkPart network) {
    // Nodes join the cluster only if they reach the internet from their first moment.
    var everywhere = network.privateSubnets().with(network.wayOut(), (subnets, routes) -> subnets);
    var system =
        addGroup(
            aws,
            ground,
            NodePool.SYSTEM,
            NodePool.SYSTEM.name(),
            addTemplate(aws, ground, "system"),
            everywhere);
    // One for all of them: they differ in nothing that it says.
    var template = addTemplate(aws, ground, "workload");
    for (NodePool pool : ground.spec().nodePools()) {
      if (pool.zonal()) {
        network
            .privateInZone()
            .forEach((zone, subnets) ->
                addGroup(aws, ground, pool, pool.group(zone), template, subnets));
      }
    }
    aws.retire("nodes-workload", NodeGroup.TYPE);
    return system;
  }

  private static <C> Ref<LaunchTemplate.Observed> addTemplate(
      Section<C, AwsSession> aws, Ground ground, String name) {
    return aws.add(
        "template-" + name,
        LaunchTemplate.TYPE,
        () ->
            new LaunchTemplate(ground.names().cluster() + "-" + name, NodePool.DISK_GB, Set.of()));
  }

  /**
   * The cluster autoscaler needs no more of a group than this: EKS marks it as one of the cluster's
   * for it (<a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html">source</a>),
   * and tells it the labels and taints that nodes will have, while there are none (<a
   * href="https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/managed_nodegroup_cache.go">source</a>).
   */
  private static <C> Ref<NodeGroup.Observed> addGroup(
      Section<C, AwsSession> aws,
      Ground ground,
      NodePool pool,
      String name,
      Ref<LaunchTemplate.Observed> template,
      Ref<List<Subnet.Observed>> place) {
    return aws.add(
        "nodes-" + name,
        NodeGroup.TYPE,
        ground.cluster(),
        ground.worker(),
        template,
        place,
        (in, role, made, subnets) ->
            new NodeGroup(
                in.name(),
                name,
                role.arn(),
                NetworkPart.ids(subnets),
                new NodeGroup.Machine(
                    pool.arm() ? NodeGroup.Architecture.ARM_64 : NodeGroup.Architecture.X86_64,
                    List.of(pool.instanceType())),
                made.id(),
                made.version(),
                ground.spec().kubernetesVersion(),
                in.version(),
                new NodeGroup.Size(pool.initialNodes(), pool.initialNodes(), pool.mostNodes()),
                Map.of(NodePool.LABEL, pool.name()),
                pool.zonal()
                    ? Set.of(new NodeGroup.Taint(NodePool.LABEL, pool.name(), "NO_SCHEDULE"))
                    : Set.of()));
  }

  private static <C> Map<InfrastructureRole, Ref<PodIdentityAssociation.Observed>> addIdentities(
      Section<C, AwsSession> aws, IdentityPart identity, Ref<EksCluster.Observed> cluster) {
    Map<InfrastructureRole, Ref<PodIdentityAssociation.Observed>> associations =
        new EnumMap<>(InfrastructureRole.class);
    for (Identity one : IDENTITIES) {
      associations.put(
          one.role(),
          aws.add(
              "identity-" + one.role().suffix(),
              PodIdentityAssociation.TYPE,
              cluster,
              identity.of(one.role()),
              (in, as) ->
                  new PodIdentityAssociation(
                      in.name(), one.namespace(), one.serviceAccount(), as.arn())));
    }
    return associations;
  }

  private static Set<String> publicCidrs(InfrastructureSpec spec) {
    Set<String> cidrs = new TreeSet<>();
    spec.egressCidrs().forEach(cidr -> cidrs.add(cidr.toString()));
    return cidrs;
  }
}
