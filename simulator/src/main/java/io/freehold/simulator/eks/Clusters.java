package io.freehold.simulator.eks;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.logs.Logs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterHealth;
import software.amazon.awssdk.services.eks.model.ClusterIssue;
import software.amazon.awssdk.services.eks.model.ClusterIssueCode;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.CreateClusterResponse;
import software.amazon.awssdk.services.eks.model.DeleteClusterRequest;
import software.amazon.awssdk.services.eks.model.DeleteClusterResponse;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.IpFamily;
import software.amazon.awssdk.services.eks.model.ListClustersRequest;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.UpgradePolicyRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** Clusters: from their creation to what they leave behind. */
final class Clusters {
  private static final String QUOTA = "L-1194D53C";
  private static final String SERVICE = "eks.amazonaws.com";

  /**
   * A cluster's last logs come when it is gone, and so does their group, if that went before them
   * (<a href="https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2763">source</a>).
   */
  private static final Duration LAST_LOGS = Duration.ofMinutes(2);

  private final Sites<Site> sites;
  private final ControlPlanes controlPlanes;
  private final Logs logs;

  Clusters(Sites<Site> sites, ControlPlanes controlPlanes, Logs logs) {
    this.sites = sites;
    this.controlPlanes = controlPlanes;
    this.logs = logs;
  }

  /** Asks for the call's own action on a cluster, which may not exist. */
  static Access.Question ask(Access access, Site site, @Nullable String name) {
    return access
        .on(site.arn("cluster/" + name))
        .resourceTags(
            site.clusters().actual(String.valueOf(name)).map(Cluster::tags).orElseGet(Map::of));
  }

  CreateClusterResponse create(Endpoint endpoint, CreateClusterRequest request) {
    return endpoint.call(
        CallSpec.write("CreateCluster")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              String arn = site.arn("cluster/" + request.name());
              access.on(arn).requestTags(request.tags());
              Tagging.askNew(access, arn, request.tags());
              access.passRole(request.roleArn(), SERVICE);
              site.askForOwnRole(access, SERVICE);
            }),
        call -> {
          Site site = sites.at(call.location());
          String name =
              site.world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientRequestToken(),
                      request,
                      id -> site.clusters().actual(id).isPresent(),
                      () -> make(call, site, request));
          return CreateClusterResponse.builder()
              .cluster(site.clusters().actual(name).orElseThrow())
              .build();
        });
  }

  private static String make(CallContext call, Site site, CreateClusterRequest request) {
    String name = String.valueOf(request.name());
    if (!name.matches("[0-9A-Za-z][A-Za-z0-9_-]{0,99}")) {
      throw Refusals.parameter("The name '" + name + "' is not a valid cluster name");
    }
    if (site.clusters().actual(name).isPresent()) {
      throw Refusals.inUse("Cluster already exists with name: " + name);
    }
    requireSimulated(request);
    String version = Versions.of(request.version());
    Map<String, String> source =
        Map.of(
            "aws:SourceAccount",
            site.location().accountId(),
            "aws:SourceArn",
            site.arn("cluster/" + name));
    if (!site.iam().assumableByService(request.roleArn(), SERVICE, source)) {
      throw Refusals.parameter(
          "Role with arn: %s, could not be assumed because it does not exist or the trusted entity is not correct"
              .formatted(request.roleArn()));
    }
    var wanted = request.resourcesVpcConfig();
    List<Subnet> subnets = Placing.controlPlaneSubnets(site, name, wanted.subnetIds());
    Placing.requireCapacity(site, name, subnets);
    String vpcId = subnets.getFirst().vpcId();
    Placing.requireGroups(site, wanted.securityGroupIds(), vpcId);
    VpcConfigResponse vpc =
        Settings.endpoint(
            VpcConfigResponse.builder()
                .vpcId(vpcId)
                .subnetIds(wanted.subnetIds())
                .securityGroupIds(wanted.securityGroupIds())
                .endpointPublicAccess(true)
                .endpointPrivateAccess(false)
                .publicAccessCidrs(List.of())
                .build(),
            wanted);
    site.world()
        .quotas()
        .require(
            QUOTA,
            site.clusters().actual().size(),
            () -> Refusals.limit("You have reached the limit of clusters in this region"));
    site.iam().ensureServiceLinkedRole(site.location().accountId(), SERVICE);
    Footprint footprint = Placing.settle(site, name, subnets, wanted.securityGroupIds());
    site.footprints().put(name, footprint);
    site.clusters()
        .put(
            name,
            Cluster.builder()
                .name(name)
                .arn(site.arn("cluster/" + name))
                .createdAt(call.now())
                .version(version)
                .platformVersion("eks.1")
                .roleArn(request.roleArn())
                .resourcesVpcConfig(
                    vpc.toBuilder().clusterSecurityGroupId(footprint.groupId()).build())
                .kubernetesNetworkConfig(
                    k -> k.serviceIpv4Cidr("172.20.0.0/16").ipFamily(IpFamily.IPV4))
                .logging(Settings.logging(Set.of(), request.logging()))
                .accessConfig(a -> a.authenticationMode(AuthenticationMode.API))
                .upgradePolicy(u -> u.supportType(support(request.upgradePolicy())))
                .encryptionConfig(request.encryptionConfig())
                .health(ClusterHealth.builder().issues(List.of()).build())
                .status(ClusterStatus.CREATING)
                .tags(request.tags())
                .build());
    finish(site, name);
    return name;
  }

  /** What EKS could do besides, and nobody here asks for. */
  private static void requireSimulated(CreateClusterRequest request) {
    var access = request.accessConfig();
    if (access == null || access.authenticationMode() != AuthenticationMode.API) {
      throw Refusals.unsimulated("another authentication mode", "API");
    }
    if (!Boolean.FALSE.equals(access.bootstrapClusterCreatorAdminPermissions())) {
      throw Refusals.unsimulated("bootstrapClusterCreatorAdminPermissions", "false");
    }
    if (!Boolean.FALSE.equals(request.bootstrapSelfManagedAddons())) {
      throw Refusals.unsimulated("bootstrapSelfManagedAddons", "false");
    }
  }

  private static SupportType support(@Nullable UpgradePolicyRequest wanted) {
    return wanted == null || wanted.supportType() == null
        ? SupportType.EXTENDED
        : wanted.supportType();
  }

  private static void finish(Site site, String name) {
    if (site.world().levers().sticksCreation("EksCluster")) {
      site.stuck().add(name);
      return;
    }
    Optional<String> failure = site.world().latencies().failure(site.location(), "EksCluster");
    Instant end = site.done("EksCluster/create");
    if (failure.isPresent()) {
      site.clusters()
          .schedule(
              name,
              end,
              it ->
                  it.toBuilder()
                      .status(ClusterStatus.FAILED)
                      .health(
                          ClusterHealth.builder()
                              .issues(
                                  ClusterIssue.builder()
                                      .code(ClusterIssueCode.OTHER)
                                      .message(failure.get())
                                      .build())
                              .build())
                      .build());
      return;
    }
    String key =
        site.world().ids().hex(site.location(), "eks-endpoint", 32).toUpperCase(Locale.ROOT);
    site.clusters()
        .schedule(
            name,
            end,
            it ->
                it.toBuilder()
                    .status(ClusterStatus.ACTIVE)
                    .endpoint(
                        "https://%s.gr7.%s.eks.amazonaws.com"
                            .formatted(key, site.location().region()))
                    .certificateAuthority(c -> c.data("c2ltdWxhdGVk"))
                    .identity(i ->
                        i.oidc(o ->
                            o.issuer(
                                "https://oidc.eks.%s.amazonaws.com/id/%s"
                                    .formatted(site.location().region(), key))))
                    .build());
  }

  DescribeClusterResponse describe(Endpoint endpoint, DescribeClusterRequest request) {
    return endpoint.call(
        CallSpec.read("DescribeCluster")
            .asking((call, access) -> ask(access, sites.at(call.location()), request.name())),
        call -> {
          Site site = sites.at(call.location());
          goOn(site);
          Cluster seen =
              site.clusters()
                  .seen(String.valueOf(request.name()))
                  .orElseThrow(() ->
                      Refusals.notFound("No cluster found for name: " + request.name() + "."));
          return DescribeClusterResponse.builder().cluster(reachable(site, seen)).build();
        });
  }

  /** What was stuck goes on once the lever is released. */
  private static void goOn(Site site) {
    List<String> stuck = List.copyOf(site.stuck());
    site.stuck().clear();
    stuck.stream()
        .filter(name -> site.clusters().actual(name).isPresent())
        .forEach(name -> finish(site, name));
  }

  /** A cluster's endpoint is a real one where a Kubernetes API stands behind it. */
  private Cluster reachable(Site site, Cluster cluster) {
    if (cluster.endpoint() == null || cluster.status() == ClusterStatus.DELETING) {
      return cluster;
    }
    return controlPlanes
        .reach(site.location(), cluster.name())
        .map(reach ->
            cluster.toBuilder()
                .endpoint(reach.url())
                .certificateAuthority(c -> c.data(reach.certificateAuthority()))
                .build())
        .orElse(cluster);
  }

  ListClustersResponse list(Endpoint endpoint, ListClustersRequest request) {
    return endpoint.read(
        "ListClusters",
        call -> {
          Page<String> page =
              Page.of(
                  List.copyOf(sites.at(call.location()).clusters().seen().keySet()),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListClustersResponse.builder()
              .clusters(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteClusterResponse delete(Endpoint endpoint, DeleteClusterRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteCluster")
            .asking((call, access) -> ask(access, sites.at(call.location()), request.name())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.name());
          if (cluster.status() != ClusterStatus.DELETING) {
            requireDeletable(site, cluster);
            remove(site, cluster.name());
          }
          return DeleteClusterResponse.builder()
              .cluster(site.clusters().actual(cluster.name()).orElse(cluster))
              .build();
        });
  }

  /** Pessimistic where AWS does not document it: what is still being made cannot be deleted. */
  private static void requireDeletable(Site site, Cluster cluster) {
    if (!Site.ofCluster(site.groups(), cluster.name()).isEmpty()) {
      throw Refusals.inUse("Cluster has nodegroups attached");
    }
    switch (cluster.status()) {
      case UPDATING ->
          throw Refusals.inUse(
              "Cannot delete because cluster %s currently has an update in progress"
                  .formatted(cluster.name()));
      case CREATING ->
          throw Refusals.inUse(
              "Cannot delete because cluster %s is being created".formatted(cluster.name()));
      case ACTIVE, FAILED, DELETING, PENDING, UNKNOWN_TO_SDK_VERSION -> {}
    }
  }

  private void remove(Site site, String name) {
    Instant gone = site.done("EksCluster/delete");
    if (!Settings.enabled(site.cluster(name)).isEmpty()) {
      logs.ensureAt(gone.plus(LAST_LOGS), site.location(), "/aws/eks/%s/cluster".formatted(name));
    }
    site.clusters().cancelScheduled(name);
    site.clusters().change(name, it -> it.toBuilder().status(ClusterStatus.DELETING).build());
    site.clusters().removeAt(name, gone);
    for (var shelf : List.of(site.addons(), site.entries(), site.associations())) {
      for (String id : Site.ofCluster(shelf, name)) {
        shelf.cancelScheduled(id);
        shelf.removeAt(id, gone);
      }
    }
    Footprint footprint = Objects.requireNonNull(site.footprints().remove(name));
    Placing.leave(site, footprint, gone.plus(site.takes("EksCluster.interfaces/delete")));
    controlPlanes.end(site.location(), name, gone);
  }
}
