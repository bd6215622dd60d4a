package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Sites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.Taint;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigResponse;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupVersionRequest;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupVersionResponse;
import software.amazon.awssdk.services.eks.model.UpdateType;

/** Changes of a node group: one at a time, and shown when they are done. */
final class NodeGroupUpdates {
  private final Sites<Site> sites;

  NodeGroupUpdates(Sites<Site> sites) {
    this.sites = sites;
  }

  UpdateNodegroupConfigResponse configure(Endpoint endpoint, UpdateNodegroupConfigRequest request) {
    return endpoint.call(
        CallSpec.write("UpdateNodegroupConfig")
            .asking((call, access) ->
                NodeGroups.ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.nodegroupName())),
        call -> {
          Site site = sites.at(call.location());
          Group group = idle(NodeGroups.get(site, request.clusterName(), request.nodegroupName()));
          Nodegroup after = changed(group.shown(), request);
          Optional<ErrorDetail> failure = Changes.failure(site, "NodeGroup");
          if (failure.isPresent()) {
            return UpdateNodegroupConfigResponse.builder()
                .update(failing(site, group, UpdateType.CONFIG_UPDATE, failure.get()))
                .build();
          }
          return UpdateNodegroupConfigResponse.builder()
              .update(
                  begin(
                      site,
                      group,
                      after,
                      scaled(site, group, after),
                      UpdateType.CONFIG_UPDATE,
                      site.done("NodeGroup/update")))
              .build();
        });
  }

  private static Nodegroup changed(Nodegroup before, UpdateNodegroupConfigRequest request) {
    Map<String, String> labels = new HashMap<>(before.labels());
    if (request.labels() != null) {
      request.labels().removeLabels().forEach(labels::remove);
      labels.putAll(request.labels().addOrUpdateLabels());
    }
    List<Taint> taints = new ArrayList<>(before.taints());
    if (request.taints() != null) {
      taints.removeAll(request.taints().removeTaints());
      for (Taint taint : request.taints().addOrUpdateTaints()) {
        taints.removeIf(it -> it.key().equals(taint.key()) && it.effect() == taint.effect());
        taints.add(taint);
      }
    }
    return before.toBuilder()
        .labels(labels)
        .taints(taints)
        .scalingConfig(
            request.scalingConfig() == null
                ? before.scalingConfig()
                : NodeGroups.valid(request.scalingConfig()))
        .build();
  }

  /** The nodes as they will be: the oldest stay, with the new labels and taints. */
  private static List<Node> scaled(Site site, Group group, Nodegroup after) {
    int wanted = after.scalingConfig().desiredSize();
    List<Node> nodes = new ArrayList<>();
    group.nodes().stream()
        .limit(wanted)
        .forEach(node -> nodes.add(node.with(after.labels(), after.taints())));
    if (wanted > nodes.size()) {
      Cluster cluster = site.cluster(after.clusterName());
      nodes.addAll(
          Machines.launch(site, cluster, after, nodes.size(), wanted - nodes.size(), 0).machines());
    }
    return nodes;
  }

  UpdateNodegroupVersionResponse upgrade(Endpoint endpoint, UpdateNodegroupVersionRequest request) {
    return endpoint.call(
        CallSpec.write("UpdateNodegroupVersion")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              NodeGroups.ask(access, site, request.clusterName(), request.nodegroupName());
              NodeGroups.askLaunch(access, site, request.launchTemplate());
            }),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          Group group = idle(NodeGroups.get(site, request.clusterName(), request.nodegroupName()));
          Nodegroup after = upgraded(site, cluster, group.shown(), request);
          Optional<ErrorDetail> failure = Changes.failure(site, "NodeGroup");
          if (failure.isPresent()) {
            return UpdateNodegroupVersionResponse.builder()
                .update(failing(site, group, UpdateType.VERSION_UPDATE, failure.get()))
                .build();
          }
          int count = group.nodes().size();
          List<Node> nodes = Machines.launch(site, cluster, after, 0, count, count).machines();
          return UpdateNodegroupVersionResponse.builder()
              .update(
                  begin(
                      site,
                      group,
                      after,
                      nodes,
                      UpdateType.VERSION_UPDATE,
                      site.done("NodeGroup.version/update")))
              .build();
        });
  }

  private static Nodegroup upgraded(
      Site site, Cluster cluster, Nodegroup before, UpdateNodegroupVersionRequest request) {
    String version = request.version() == null ? cluster.version() : request.version();
    Versions.requireFit(cluster.version(), version);
    if (Versions.isBefore(version, before.version())) {
      throw Refusals.parameter(
          "Nodegroup cannot go back from %s to %s".formatted(before.version(), version));
    }
    LaunchTemplateSpecification template =
        request.launchTemplate() == null ? before.launchTemplate() : request.launchTemplate();
    NodeGroups.requireTemplate(site, template);
    if (template != null
        && before.launchTemplate() != null
        && !template.id().equals(before.launchTemplate().id())) {
      throw Refusals.parameter(
          "You cannot specify a different launch template than the one that the node group was"
              + " created with");
    }
    return before.toBuilder()
        .version(version)
        .releaseVersion(version + ".0-20260101")
        .launchTemplate(template)
        .build();
  }

  private static Group idle(Group group) {
    return switch (group.shown().status()) {
      case ACTIVE, DEGRADED -> group;
      case CREATING, UPDATING, DELETING, CREATE_FAILED, DELETE_FAILED, UNKNOWN_TO_SDK_VERSION ->
          throw Refusals.inUse(
              "Nodegroup cannot be updated as it is currently not in Active State, but %s"
                  .formatted(group.shown().statusAsString()));
    };
  }

  private static Update begin(
      Site site, Group before, Nodegroup after, List<Node> nodes, UpdateType type, Instant end) {
    String key = NodeGroups.key(after.clusterName(), after.nodegroupName());
    List<Node> ready =
        nodes.stream()
            .map(node -> node.readySince().equals(Instant.MAX) ? node.readySince(end) : node)
            .toList();
    List<String> kept = ready.stream().map(Node::interfaceId).toList();
    Machines.terminate(
        site, before.nodes().stream().filter(node -> !kept.contains(node.interfaceId())), end);
    site.groups()
        .change(
            key, it -> it.with(it.shown().toBuilder().status(NodegroupStatus.UPDATING).build()));
    site.groups()
        .schedule(
            key,
            end,
            it ->
                new Group(
                    after.toBuilder()
                        .tags(it.shown().tags())
                        .modifiedAt(end)
                        .status(NodegroupStatus.ACTIVE)
                        .build(),
                    ready));
    return Changes.begin(site, key, type, end, Optional.empty());
  }

  /** One that gives up after a while, with the nodes as they were. */
  private static Update failing(Site site, Group group, UpdateType type, ErrorDetail failure) {
    String key = NodeGroups.key(group.shown().clusterName(), group.shown().nodegroupName());
    Instant end = site.done("NodeGroup.version/update");
    NodegroupStatus before = group.shown().status();
    site.groups()
        .change(
            key, it -> it.with(it.shown().toBuilder().status(NodegroupStatus.UPDATING).build()));
    site.groups().schedule(key, end, it -> it.with(it.shown().toBuilder().status(before).build()));
    return Changes.begin(site, key, type, end, Optional.of(failure));
  }
}
