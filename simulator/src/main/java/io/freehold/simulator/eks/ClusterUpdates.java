package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Sites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.AssociateEncryptionConfigRequest;
import software.amazon.awssdk.services.eks.model.AssociateEncryptionConfigResponse;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigResponse;
import software.amazon.awssdk.services.eks.model.UpdateClusterVersionRequest;
import software.amazon.awssdk.services.eks.model.UpdateClusterVersionResponse;
import software.amazon.awssdk.services.eks.model.UpdateType;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** Changes of a cluster: one kind a call, one at a time, and shown when they are done. */
final class ClusterUpdates {
  private final Sites<Site> sites;

  ClusterUpdates(Sites<Site> sites) {
    this.sites = sites;
  }

  UpdateClusterConfigResponse configure(Endpoint endpoint, UpdateClusterConfigRequest request) {
    return endpoint.call(
        CallSpec.write("UpdateClusterConfig")
            .asking(
                (call, access) -> Clusters.ask(access, sites.at(call.location()), request.name())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.name());
          UpdateType type = type(request);
          requireIdle(cluster, type);
          return UpdateClusterConfigResponse.builder()
              .update(
                  begin(
                      site,
                      cluster,
                      type,
                      "EksCluster/update",
                      change(site, cluster, type, request)))
              .build();
        });
  }

  private static UpdateType type(UpdateClusterConfigRequest request) {
    List<UpdateType> types = new ArrayList<>();
    VpcConfigRequest vpc = request.resourcesVpcConfig();
    if (vpc != null
        && (vpc.endpointPublicAccess() != null
            || vpc.endpointPrivateAccess() != null
            || vpc.hasPublicAccessCidrs())) {
      types.add(UpdateType.ENDPOINT_ACCESS_UPDATE);
    }
    if (vpc != null && (vpc.hasSubnetIds() || vpc.hasSecurityGroupIds())) {
      types.add(UpdateType.VPC_CONFIG_UPDATE);
    }
    if (request.logging() != null) {
      types.add(UpdateType.LOGGING_UPDATE);
    }
    if (request.upgradePolicy() != null) {
      types.add(UpdateType.UPGRADE_POLICY_UPDATE);
    }
    if (types.size() > 1) {
      throw Refusals.parameter("Only one type of update can be allowed.");
    }
    if (types.isEmpty()) {
      throw Refusals.unsimulated(
          "an update of something else", "endpoint, subnets, security groups, logging or support");
    }
    return types.getFirst();
  }

  private static UnaryOperator<Cluster> change(
      Site site, Cluster cluster, UpdateType type, UpdateClusterConfigRequest request) {
    VpcConfigResponse before = cluster.resourcesVpcConfig();
    return switch (type) {
      case ENDPOINT_ACCESS_UPDATE -> {
        VpcConfigResponse after = Settings.endpoint(before, request.resourcesVpcConfig());
        requireChange(
            before,
            after,
            "Cluster is already at the desired configuration with endpointPrivateAccess: %s , endpointPublicAccess: %s, and Public Endpoint Restrictions: %s"
                .formatted(
                    after.endpointPrivateAccess(),
                    after.endpointPublicAccess(),
                    after.publicAccessCidrs()));
        yield it -> it.toBuilder().resourcesVpcConfig(after).build();
      }
      case VPC_CONFIG_UPDATE -> {
        VpcConfigResponse after = moved(site, cluster, request.resourcesVpcConfig());
        yield it -> it.toBuilder().resourcesVpcConfig(after).build();
      }
      case LOGGING_UPDATE -> {
        var after = Settings.logging(Settings.enabled(cluster), request.logging());
        requireChange(
            cluster.logging(), after, "No changes needed for the logging config provided");
        yield it -> it.toBuilder().logging(after).build();
      }
      default -> {
        var after = request.upgradePolicy().supportType();
        requireChange(
            cluster.upgradePolicy().supportType(),
            after,
            "No changes needed for the upgrade policy provided");
        yield it -> it.toBuilder().upgradePolicy(u -> u.supportType(after)).build();
      }
    };
  }

  /** New network interfaces in other subnets or with other security groups. */
  private static VpcConfigResponse moved(Site site, Cluster cluster, VpcConfigRequest request) {
    VpcConfigResponse before = cluster.resourcesVpcConfig();
    List<String> subnetIds = request.hasSubnetIds() ? request.subnetIds() : before.subnetIds();
    List<String> groupIds =
        request.hasSecurityGroupIds() ? request.securityGroupIds() : before.securityGroupIds();
    requireChange(
        List.of(new HashSet<>(before.subnetIds()), new HashSet<>(before.securityGroupIds())),
        List.of(new HashSet<>(subnetIds), new HashSet<>(groupIds)),
        "Cluster is already at the desired configuration with subnets: %s and security groups: %s"
            .formatted(subnetIds, groupIds));
    List<Subnet> subnets = Placing.controlPlaneSubnets(site, cluster.name(), subnetIds);
    if (!subnets.getFirst().vpcId().equals(before.vpcId())) {
      throw Refusals.parameter("Subnets specified must be in the VPC of the cluster");
    }
    Placing.requireGroups(site, groupIds, before.vpcId());
    site.footprints()
        .computeIfPresent(
            cluster.name(),
            (name, footprint) ->
                Placing.move(
                    site,
                    name,
                    footprint,
                    subnets,
                    groupIds,
                    site.done("EksCluster.interfaces/delete")));
    return before.toBuilder().subnetIds(subnetIds).securityGroupIds(groupIds).build();
  }

  private static void requireChange(Object before, Object after, String otherwise) {
    if (before.equals(after)) {
      throw Refusals.parameter(otherwise);
    }
  }

  private static void requireIdle(Cluster cluster, UpdateType type) {
    switch (cluster.status()) {
      case ACTIVE -> {}
      case UPDATING ->
          throw Refusals.inUse(
              "Cannot %s because cluster %s currently has update in progress"
                  .formatted(type, cluster.name()));
      case CREATING, DELETING, FAILED, PENDING, UNKNOWN_TO_SDK_VERSION ->
          throw Refusals.inUse(
              "Cannot %s because cluster %s currently is %s"
                  .formatted(type, cluster.name(), cluster.statusAsString()));
    }
  }

  private static Update begin(
      Site site,
      Cluster cluster,
      UpdateType type,
      String latencyKey,
      UnaryOperator<Cluster> change) {
    Instant end = site.done(latencyKey);
    Optional<ErrorDetail> failure = Changes.failure(site, "EksCluster");
    site.clusters()
        .change(cluster.name(), it -> it.toBuilder().status(ClusterStatus.UPDATING).build());
    site.clusters()
        .schedule(
            cluster.name(),
            end,
            it ->
                (failure.isPresent() ? it : change.apply(it))
                    .toBuilder().status(ClusterStatus.ACTIVE).build());
    return Changes.begin(site, cluster.name(), type, end, failure);
  }

  UpdateClusterVersionResponse upgrade(Endpoint endpoint, UpdateClusterVersionRequest request) {
    return endpoint.call(
        CallSpec.write("UpdateClusterVersion")
            .asking(
                (call, access) -> Clusters.ask(access, sites.at(call.location()), request.name())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.name());
          requireIdle(cluster, UpdateType.VERSION_UPDATE);
          String version = String.valueOf(request.version());
          Versions.requireStep(cluster.version(), version);
          return UpdateClusterVersionResponse.builder()
              .update(
                  begin(
                      site,
                      cluster,
                      UpdateType.VERSION_UPDATE,
                      "EksCluster.version/update",
                      it -> it.toBuilder().version(version).build()))
              .build();
        });
  }

  AssociateEncryptionConfigResponse encrypt(
      Endpoint endpoint, AssociateEncryptionConfigRequest request) {
    return endpoint.call(
        CallSpec.write("AssociateEncryptionConfig")
            .asking((call, access) ->
                Clusters.ask(access, sites.at(call.location()), request.clusterName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          requireIdle(cluster, UpdateType.ASSOCIATE_ENCRYPTION_CONFIG);
          if (!cluster.encryptionConfig().isEmpty()) {
            throw Refusals.parameter("Encryption is already enabled for cluster " + cluster.name());
          }
          return AssociateEncryptionConfigResponse.builder()
              .update(
                  begin(
                      site,
                      cluster,
                      UpdateType.ASSOCIATE_ENCRYPTION_CONFIG,
                      "EksCluster/update",
                      it -> it.toBuilder().encryptionConfig(request.encryptionConfig()).build()))
              .build();
        });
  }
}
