package io.freehold.simulator.eks;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.CreateNodegroupResponse;
import software.amazon.awssdk.services.eks.model.DeleteNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DeleteNodegroupResponse;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupResponse;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.eks.model.ListNodegroupsRequest;
import software.amazon.awssdk.services.eks.model.ListNodegroupsResponse;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupHealth;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupScalingConfig;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/** Node groups. */
final class NodeGroups {
  private static final String SERVICE = "eks-nodegroup.amazonaws.com";

  /** Without it, kubelets cannot join. */
  private static final String WORKER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";

  private final Sites<Site> sites;

  NodeGroups(Sites<Site> sites) {
    this.sites = sites;
  }

  static String key(@Nullable String cluster, @Nullable String group) {
    return cluster + "/" + group;
  }

  /** The node group that a call names. */
  static Group get(Site site, @Nullable String cluster, @Nullable String name) {
    Cluster there = site.cluster(cluster);
    return site.groups()
        .known(key(there.name(), name))
        .orElseThrow(() -> Refusals.notFound("No node group found for name: " + name + "."));
  }

  /** Asks for the call's own action on a node group, which may not exist. */
  static void ask(Access access, Site site, @Nullable String cluster, @Nullable String name) {
    Optional<Nodegroup> group = site.groups().actual(key(cluster, name)).map(Group::shown);
    access
        .on(
            group
                .map(Nodegroup::nodegroupArn)
                .orElseGet(() -> site.arn("nodegroup/%s/%s/*".formatted(cluster, name))))
        .resourceTags(group.map(Nodegroup::tags).orElseGet(Map::of));
  }

  CreateNodegroupResponse create(Endpoint endpoint, CreateNodegroupRequest request) {
    return endpoint.call(
        CallSpec.write("CreateNodegroup")
            .asking((call, access) -> {
              Site site = sites.at(call.location());
              Clusters.ask(access, site, request.clusterName()).requestTags(request.tags());
              Tagging.askNew(
                  access,
                  site.arn(
                      "nodegroup/%s/%s/*"
                          .formatted(request.clusterName(), request.nodegroupName())),
                  request.tags());
              access.passRole(request.nodeRole(), "ec2.amazonaws.com");
              access.to("iam:GetRole", request.nodeRole());
              access.to("iam:ListAttachedRolePolicies", request.nodeRole());
              site.askForOwnRole(access, SERVICE);
              askLaunch(access, site, request.launchTemplate());
            }),
        call -> {
          Site site = sites.at(call.location());
          String key =
              site.world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientRequestToken(),
                      request,
                      id -> site.groups().actual(id).isPresent(),
                      () -> make(call, site, request));
          return CreateNodegroupResponse.builder()
              .nodegroup(site.groups().actual(key).orElseThrow().shown())
              .build();
        });
  }

  /** With a launch template, EKS launches instances in the caller's name. */
  static void askLaunch(Access access, Site site, @Nullable LaunchTemplateSpecification template) {
    if (template == null) {
      return;
    }
    String arn = site.location().arn("ec2", "launch-template/" + template.id());
    Map<String, String> tags =
        site.world().live(site.location().accountId()).stream()
            .filter(it -> it.arn().equals(arn))
            .findFirst()
            .map(LiveResource::tags)
            .orElseGet(Map::of);
    String instances = site.location().arn("ec2", "instance/*");
    access.to("ec2:RunInstances", arn).resourceTags(tags).with("ec2:LaunchTemplate", arn);
    access.to("ec2:RunInstances", instances).requestTags(tags).with("ec2:LaunchTemplate", arn);
    for (String beside :
        List.of("network-interface/*", "security-group/*", "subnet/*", "volume/*")) {
      access
          .to("ec2:RunInstances", site.location().arn("ec2", beside))
          .with("ec2:LaunchTemplate", arn);
    }
    access
        .to("ec2:RunInstances", "arn:aws:ec2:" + site.location().region() + "::image/*")
        .with("ec2:LaunchTemplate", arn);
    access
        .to("ec2:CreateTags", instances)
        .requestTags(tags)
        .with("ec2:CreateAction", "RunInstances");
  }

  private static String make(CallContext call, Site site, CreateNodegroupRequest request) {
    Cluster cluster = site.usable(request.clusterName());
    String key = key(cluster.name(), request.nodegroupName());
    if (site.groups().actual(key).isPresent()) {
      throw Refusals.inUse(
          "NodeGroup already exists with name %s and cluster name %s"
              .formatted(request.nodegroupName(), cluster.name()));
    }
    Nodegroup group = complete(call, site, cluster, request);
    requireRole(site, group.nodeRole());
    requireTemplate(site, group.launchTemplate());
    if (!Placing.subnets(site, group.subnets())
        .getFirst()
        .vpcId()
        .equals(cluster.resourcesVpcConfig().vpcId())) {
      throw Refusals.parameter("Subnets are not in the VPC of cluster " + cluster.name());
    }
    Machines.Launch launch =
        Machines.launch(site, cluster, group, 0, group.scalingConfig().desiredSize(), 0);
    site.iam().ensureServiceLinkedRole(site.location().accountId(), SERVICE);
    Optional<Issue> failure =
        launch
            .failure()
            .or(() -> cannotJoin(site, group.nodeRole()))
            .or(() ->
                site.world()
                    .latencies()
                    .failure(site.location(), "NodeGroup", latency(group))
                    .map(reason ->
                        Machines.issue(NodegroupIssueCode.NODE_CREATION_FAILURE, reason)));
    site.groupPlans()
        .put(key, new GroupPlan(site.done(latency(group) + "/create"), launch.machines(), failure));
    site.groups().put(key, new Group(group, List.of()));
    AccessEntries.admitNodes(site, cluster.name(), group.nodeRole());
    Readiness.foresee(site, cluster.name());
    return key;
  }

  /** A group without nodes waits for none. */
  private static String latency(Nodegroup group) {
    return group.scalingConfig().desiredSize() == 0
        ? "NodeGroup.empty"
        : "NodeGroup." + group.nodegroupName();
  }

  private static Optional<Issue> cannotJoin(Site site, String roleArn) {
    return site.iam().attachedPolicies(roleArn).contains(WORKER_POLICY)
        ? Optional.empty()
        : Optional.of(
            Machines.issue(
                NodegroupIssueCode.NODE_CREATION_FAILURE,
                "Instances failed to join the kubernetes cluster"));
  }

  private static Nodegroup complete(
      CallContext call, Site site, Cluster cluster, CreateNodegroupRequest request) {
    if (request.subnets().isEmpty()) {
      throw Refusals.parameter("The subnets of a node group cannot be empty");
    }
    String version = request.version() == null ? cluster.version() : request.version();
    Versions.requireFit(cluster.version(), version);
    return Nodegroup.builder()
        .clusterName(cluster.name())
        .nodegroupName(request.nodegroupName())
        .nodegroupArn(
            site.arn(
                "nodegroup/%s/%s/%s"
                    .formatted(cluster.name(), request.nodegroupName(), site.uuid("nodegroup"))))
        .createdAt(call.now())
        .modifiedAt(call.now())
        .version(version)
        .releaseVersion(version + ".0-20260101")
        .nodeRole(request.nodeRole())
        .subnets(request.subnets())
        .instanceTypes(
            request.instanceTypes().isEmpty() ? List.of("t3.medium") : request.instanceTypes())
        .amiType(request.amiType() == null ? AMITypes.AL2023_X86_64_STANDARD : request.amiType())
        .capacityType(
            request.capacityType() == null ? CapacityTypes.ON_DEMAND : request.capacityType())
        .launchTemplate(request.launchTemplate())
        .scalingConfig(valid(request.scalingConfig()))
        .labels(request.labels())
        .taints(request.taints())
        .updateConfig(u -> u.maxUnavailable(1))
        .health(NodegroupHealth.builder().issues(List.of()).build())
        .status(NodegroupStatus.CREATING)
        .tags(request.tags())
        .build();
  }

  static NodegroupScalingConfig valid(@Nullable NodegroupScalingConfig wanted) {
    NodegroupScalingConfig size =
        wanted == null
            ? NodegroupScalingConfig.builder().minSize(1).desiredSize(2).maxSize(2).build()
            : wanted;
    if (size.minSize() > size.desiredSize()) {
      throw Refusals.parameter(
          "Minimum capacity %d can't be greater than desired size %d"
              .formatted(size.minSize(), size.desiredSize()));
    }
    if (size.desiredSize() > size.maxSize() || size.maxSize() < 1) {
      throw Refusals.parameter(
          "desired capacity %d can't be greater than max size %d"
              .formatted(size.desiredSize(), size.maxSize()));
    }
    return size;
  }

  private static void requireRole(Site site, String roleArn) {
    if (site.iam().role(roleArn).isEmpty()) {
      throw Refusals.parameter("The role %s does not exist or cannot be found".formatted(roleArn));
    }
    if (!site.iam().assumableByService(roleArn, "ec2.amazonaws.com")) {
      throw Refusals.parameter(
          "Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole %s, or it could not be assumed"
              .formatted(roleArn));
    }
  }

  static void requireTemplate(Site site, @Nullable LaunchTemplateSpecification template) {
    if (template != null
        && site.network().template(site.location(), template.id(), template.version()).isEmpty()) {
      throw Refusals.parameter(
          "Launch template %s version %s does not exist"
              .formatted(template.id(), template.version()));
    }
  }

  DescribeNodegroupResponse describe(Endpoint endpoint, DescribeNodegroupRequest request) {
    return endpoint.call(
        CallSpec.read("DescribeNodegroup")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.nodegroupName())),
        call -> {
          Site site = sites.at(call.location());
          site.cluster(request.clusterName());
          return DescribeNodegroupResponse.builder()
              .nodegroup(
                  site.groups()
                      .seen(key(request.clusterName(), request.nodegroupName()))
                      .orElseThrow(() ->
                          Refusals.notFound(
                              "No node group found for name: " + request.nodegroupName() + "."))
                      .shown())
              .build();
        });
  }

  ListNodegroupsResponse list(Endpoint endpoint, ListNodegroupsRequest request) {
    return endpoint.call(
        CallSpec.read("ListNodegroups")
            .asking((call, access) ->
                Clusters.ask(access, sites.at(call.location()), request.clusterName())),
        call -> {
          Site site = sites.at(call.location());
          Cluster cluster = site.cluster(request.clusterName());
          Page<String> page =
              Page.of(
                  site.groups().seen().values().stream()
                      .map(Group::shown)
                      .filter(group -> group.clusterName().equals(cluster.name()))
                      .map(Nodegroup::nodegroupName)
                      .toList(),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListNodegroupsResponse.builder()
              .nodegroups(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteNodegroupResponse delete(Endpoint endpoint, DeleteNodegroupRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteNodegroup")
            .asking((call, access) ->
                ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.nodegroupName())),
        call -> {
          Site site = sites.at(call.location());
          Group group = get(site, request.clusterName(), request.nodegroupName());
          String key = key(request.clusterName(), request.nodegroupName());
          switch (group.shown().status()) {
            case CREATING, UPDATING ->
                throw Refusals.inUse(
                    "Nodegroup cannot be deleted as it is currently %s"
                        .formatted(group.shown().statusAsString()));
            case ACTIVE, DEGRADED, CREATE_FAILED, DELETE_FAILED -> remove(site, key, group);
            case DELETING, UNKNOWN_TO_SDK_VERSION -> {}
          }
          return DeleteNodegroupResponse.builder()
              .nodegroup(site.groups().actual(key).orElse(group).shown())
              .build();
        });
  }

  private static void remove(Site site, String key, Group group) {
    Instant gone = site.done("NodeGroup/delete");
    site.groups().cancelScheduled(key);
    site.groups()
        .change(
            key, it -> it.with(it.shown().toBuilder().status(NodegroupStatus.DELETING).build()));
    site.groups().removeAt(key, gone);
    site.failedLaunches().remove(key);
    GroupPlan plan = site.groupPlans().remove(key);
    Machines.terminate(
        site,
        Stream.concat(
            group.nodes().stream(), plan == null ? Stream.empty() : plan.machines().stream()),
        gone);
    Readiness.foresee(site, group.shown().clusterName());
  }
}
