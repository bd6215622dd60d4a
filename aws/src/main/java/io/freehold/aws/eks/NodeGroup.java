package io.freehold.aws.eks;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.ec2;
import static io.freehold.aws.catalogue.Scope.linkedRole;
import static io.freehold.aws.catalogue.Scope.named;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.passing;
import static io.freehold.aws.catalogue.Scope.roles;
import static io.freehold.aws.catalogue.Scope.taggedBy;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupScalingConfig;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigRequest;

/**
 * Nodes that are alike, replaced and kept at their number by EKS. On demand, with Amazon Linux
 * 2023.
 *
 * @param clusterName the cluster
 * @param name unique in the cluster, fixed
 * @param nodeRoleArn the nodes' role, fixed
 * @param subnetIds where nodes are put, fixed
 * @param machine what they are made of, fixed
 * @param launchTemplateId fixed; its security groups, if it names any, must hold the cluster's own
 * @param launchTemplateVersion another one replaces every node
 * @param version of Kubernetes; another one replaces every node
 * @param clusterVersion that of the cluster as it is now: nodes wait for it
 * @param size how many there are
 * @param labels of every node
 * @param taints of every node
 */
public record NodeGroup(
    String clusterName,
    String name,
    String nodeRoleArn,
    Set<String> subnetIds,
    Machine machine,
    String launchTemplateId,
    long launchTemplateVersion,
    String version,
    String clusterVersion,
    Size size,
    Map<String, String> labels,
    Set<Taint> taints) {
  public static final AwsType<NodeGroup, Observed> TYPE = new Type();

  /**
   * What nodes are made of.
   *
   * @param architecture of the image, and so of every instance type
   * @param instanceTypes in the order of preference
   */
  public record Machine(Architecture architecture, List<String> instanceTypes) {
    public Machine {
      instanceTypes = List.copyOf(instanceTypes);
    }
  }

  /** The processors. */
  public enum Architecture {
    X86_64(AMITypes.AL2023_X86_64_STANDARD),
    ARM_64(AMITypes.AL2023_ARM_64_STANDARD);

    private final AMITypes image;

    Architecture(AMITypes image) {
      this.image = image;
    }
  }

  /**
   * How many nodes there may be.
   *
   * @param least at any time
   * @param start when the group is made; from then on the autoscaler chooses within the bounds
   * @param most at any time
   */
  public record Size(int least, int start, int most) {
    public Size {
      if (least < 0 || least > start || start > most || most < 1) {
        throw new IllegalArgumentException(
            "size: found %d, %d, %d, needed 0 <= least <= start <= most and most >= 1"
                .formatted(least, start, most));
      }
    }

    /** As near to what there is as the bounds allow. */
    private int nearestTo(int nodes) {
      return Math.clamp(nodes, least, most);
    }
  }

  /**
   * Keeps away pods that do not tolerate it.
   *
   * @param effect {@code NO_SCHEDULE}, {@code PREFER_NO_SCHEDULE} or {@code NO_EXECUTE}
   */
  public record Taint(String key, String value, String effect) implements Comparable<Taint> {
    @Override
    public int compareTo(Taint other) {
      return toString().compareTo(other.toString());
    }

    private static Taint of(software.amazon.awssdk.services.eks.model.Taint found) {
      String value = found.value();
      return new Taint(found.key(), value == null ? "" : value, found.effectAsString());
    }

    private software.amazon.awssdk.services.eks.model.Taint forEks() {
      return software.amazon.awssdk.services.eks.model.Taint.builder()
          .key(key)
          .value(value)
          .effect(effect)
          .build();
    }
  }

  public NodeGroup {
    subnetIds = Eks.sorted(subnetIds);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    taints = Collections.unmodifiableSet(new TreeSet<>(taints));
  }

  /**
   * What is there.
   *
   * @param nodes how many are wanted just now, by whoever scales the group
   * @param updating an update is under way; EKS refuses a second one
   */
  public record Observed(
      String clusterName,
      String name,
      String nodeRoleArn,
      Set<String> subnetIds,
      String image,
      List<String> instanceTypes,
      String launchTemplateId,
      String launchTemplateVersion,
      String version,
      int least,
      int nodes,
      int most,
      Map<String, String> labels,
      Set<Taint> taints,
      boolean updating) {}

  /** What comes with an instance, or is used by it. */
  private static final String[] BESIDE_INSTANCES = {
    "arn:aws:ec2:*::image/*",
    ec2("network-interface"),
    ec2("security-group"),
    ec2("subnet"),
    ec2("volume")
  };

  /** Only by a launch template, which has to be ours. */
  private static Scope launched(Scope scope) {
    return scope.labelled("Launch").when("ArnLike", "ec2:LaunchTemplate", ec2("launch-template"));
  }

  private static final class Type implements AwsType<NodeGroup, Observed> {
    @Override
    public String kind() {
      return "NodeGroup";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EKS)
          .inspect(Eks.LOOK, "eks:DescribeNodegroup")
          .change(Eks.LOOK, "eks:ListUpdates", "eks:DescribeUpdate")
          .provision(own(Eks.CLUSTER), "eks:CreateNodegroup")
          .provision(created(Eks.within("nodegroup")), "eks:TagResource")
          .provision(passing("*-k8s-worker", "ec2.amazonaws.com"), "iam:PassRole")
          .provision(named(roles("*-k8s-worker")), "iam:GetRole", "iam:ListAttachedRolePolicies")
          .provision(linkedRole("eks-nodegroup.amazonaws.com"), "iam:CreateServiceLinkedRole")
          // EKS asks for these in the caller's name where a launch template is given.
          .provision(own(ec2("launch-template")), "ec2:RunInstances")
          .provision(launched(created(ec2("instance"))), "ec2:RunInstances")
          .provision(launched(named(BESIDE_INSTANCES)), "ec2:RunInstances")
          .provision(
              taggedBy("RunInstances", ec2("instance"), ec2("network-interface"), ec2("volume")),
              "ec2:CreateTags")
          .change(
              own(Eks.within("nodegroup")),
              "eks:UpdateNodegroupConfig",
              "eks:UpdateNodegroupVersion")
          .delete(own(Eks.within("nodegroup")), "eks:DeleteNodegroup");
    }

    @Override
    public Optional<String> naturalId(NodeGroup desired) {
      return Optional.of(new Eks.Id(desired.clusterName(), desired.name()).toString());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String text : ids) {
        Eks.Id id = Eks.Id.of(text);
        Eks.ifThere(() ->
                aws.eks()
                    .describeNodegroup(r -> r.clusterName(id.cluster()).nodegroupName(id.rest()))
                    .nodegroup())
            .ifPresent(group -> found.put(text, observation(aws, group)));
      }
      return found;
    }

    private static Observation<Observed> observation(AwsSession aws, Nodegroup group) {
      Ownership ownership = aws.ownership(group.tags());
      return switch (group.status()) {
        case CREATING, UNKNOWN_TO_SDK_VERSION ->
            new Observation.Pending<>(group.statusAsString(), ownership);
        // Not all nodes that are wanted can be had; those that run go on.
        case ACTIVE, UPDATING, DEGRADED -> new Observation.Present<>(observed(group), ownership);
        case DELETING -> Observation.deleting();
        case CREATE_FAILED, DELETE_FAILED -> new Observation.Broken<>(reason(group), ownership);
      };
    }

    private static Observed observed(Nodegroup group) {
      LaunchTemplateSpecification template = group.launchTemplate();
      return new Observed(
          group.clusterName(),
          group.nodegroupName(),
          group.nodeRole(),
          Eks.sorted(group.subnets()),
          group.amiTypeAsString(),
          group.instanceTypes(),
          template == null ? "" : template.id(),
          template == null ? "" : template.version(),
          group.version(),
          group.scalingConfig().minSize(),
          group.scalingConfig().desiredSize(),
          group.scalingConfig().maxSize(),
          new TreeMap<>(group.labels()),
          group.taints().stream().map(Taint::of).collect(Collectors.toCollection(TreeSet::new)),
          group.status() == NodegroupStatus.UPDATING);
    }

    private static String reason(Nodegroup group) {
      String issues =
          group.health() == null
              ? ""
              : group.health().issues().stream()
                  .map(issue -> issue.codeAsString() + ": " + issue.message())
                  .collect(Collectors.joining("; "));
      return group.statusAsString() + (issues.isEmpty() ? "" : ": " + issues);
    }

    @Override
    public String create(AwsSession aws, NodeGroup desired, Intent intent) {
      CreateNodegroupRequest request =
          CreateNodegroupRequest.builder()
              .clusterName(desired.clusterName())
              .nodegroupName(desired.name())
              .nodeRole(desired.nodeRoleArn())
              .subnets(desired.subnetIds())
              .amiType(desired.machine().architecture().image)
              .capacityType(CapacityTypes.ON_DEMAND)
              .instanceTypes(desired.machine().instanceTypes())
              .launchTemplate(template(desired))
              .version(MinorVersion.earlier(desired.version(), desired.clusterVersion()))
              .scalingConfig(scaling(desired.size(), desired.size().start()))
              .labels(desired.labels())
              .taints(desired.taints().stream().map(Taint::forEks).toList())
              .clientRequestToken(intent.token())
              .tags(aws.tags(intent))
              .build();
      var group = aws.eks().createNodegroup(request).nodegroup();
      return new Eks.Id(group.clusterName(), group.nodegroupName()).toString();
    }

    private static LaunchTemplateSpecification template(NodeGroup desired) {
      return LaunchTemplateSpecification.builder()
          .id(desired.launchTemplateId())
          .version(Long.toString(desired.launchTemplateVersion()))
          .build();
    }

    private static NodegroupScalingConfig scaling(Size size, int nodes) {
      return NodegroupScalingConfig.builder()
          .minSize(size.least())
          .desiredSize(nodes)
          .maxSize(size.most())
          .build();
    }

    @Override
    public Diff diff(NodeGroup desired, Observed observed) {
      return Diff.compare()
          .fixed("clusterName", desired.clusterName(), observed.clusterName())
          .fixed("name", desired.name(), observed.name())
          .fixed("nodeRoleArn", desired.nodeRoleArn(), observed.nodeRoleArn())
          .fixed("subnetIds", desired.subnetIds(), observed.subnetIds())
          .fixed("image", desired.machine().architecture().image.toString(), observed.image())
          .fixed("instanceTypes", desired.machine().instanceTypes(), observed.instanceTypes())
          .fixed("launchTemplateId", desired.launchTemplateId(), observed.launchTemplateId())
          .field("size.least", desired.size().least(), observed.least())
          .field("size.most", desired.size().most(), observed.most())
          .field("labels", desired.labels(), observed.labels())
          .field("taints", desired.taints(), observed.taints(), Impact.ROLLING)
          .field(
              "launchTemplateVersion",
              Long.toString(desired.launchTemplateVersion()),
              observed.launchTemplateVersion(),
              Impact.DISRUPTIVE)
          .field(
              "version",
              desired.version(),
              observed.version(),
              MinorVersion.impact(desired.version(), observed.version()))
          .done();
    }

    /** What needs no new nodes first; EKS takes one update at a time. */
    @Override
    public void update(AwsSession aws, String text, NodeGroup desired, Observed observed) {
      if (observed.updating()) {
        return;
      }
      Eks.Id id = Eks.Id.of(text);
      Diff diff = diff(desired, observed);
      if (diff.touches("size.least")
          || diff.touches("size.most")
          || diff.touches("labels")
          || diff.touches("taints")) {
        Eks.unlessDone(
            () -> aws.eks().updateNodegroupConfig(configuration(id, desired, observed, diff)));
      } else if (diff.touches("version") || diff.touches("launchTemplateVersion")) {
        String next =
            MinorVersion.earlier(
                MinorVersion.step(desired.version(), observed.version()), desired.clusterVersion());
        if (next.equals(observed.version()) && !diff.touches("launchTemplateVersion")) {
          return; // the cluster is not so far yet
        }
        Eks.unlessDone(() ->
            aws.eks()
                .updateNodegroupVersion(r ->
                    r.clusterName(id.cluster())
                        .nodegroupName(id.rest())
                        .version(next)
                        .launchTemplate(template(desired))));
      }
      Eks.tellOf(Eks.lastFailure(aws.eks(), id.cluster(), id.rest()));
    }

    private static UpdateNodegroupConfigRequest configuration(
        Eks.Id id, NodeGroup desired, Observed observed, Diff diff) {
      UpdateNodegroupConfigRequest.Builder request =
          UpdateNodegroupConfigRequest.builder().clusterName(id.cluster()).nodegroupName(id.rest());
      // How many there are is the autoscaler's business: it may have asked for others by now.
      if (diff.touches("size.least") || diff.touches("size.most")) {
        request.scalingConfig(scaling(desired.size(), desired.size().nearestTo(observed.nodes())));
      }
      if (!desired.labels().equals(observed.labels())) {
        Set<String> surplus = new TreeSet<>(observed.labels().keySet());
        surplus.removeAll(desired.labels().keySet());
        request.labels(l -> l.addOrUpdateLabels(desired.labels()).removeLabels(surplus));
      }
      if (!desired.taints().equals(observed.taints())) {
        request.taints(t ->
            t.addOrUpdateTaints(missing(desired.taints(), observed.taints()))
                .removeTaints(missing(observed.taints(), desired.taints())));
      }
      return request.build();
    }

    private static List<software.amazon.awssdk.services.eks.model.Taint> missing(
        Set<Taint> of, Set<Taint> in) {
      return of.stream().filter(taint -> !in.contains(taint)).map(Taint::forEks).toList();
    }

    @Override
    public void delete(AwsSession aws, String text) {
      Eks.Id id = Eks.Id.of(text);
      Eks.deleteIfThere(() ->
          aws.eks().deleteNodegroup(r -> r.clusterName(id.cluster()).nodegroupName(id.rest())));
    }

    @Override
    public Observed predict(NodeGroup desired) {
      return new Observed(
          desired.clusterName(),
          desired.name(),
          desired.nodeRoleArn(),
          desired.subnetIds(),
          desired.machine().architecture().image.toString(),
          desired.machine().instanceTypes(),
          desired.launchTemplateId(),
          Long.toString(desired.launchTemplateVersion()),
          desired.version(),
          desired.size().least(),
          desired.size().start(),
          desired.size().most(),
          desired.labels(),
          desired.taints(),
          false);
    }
  }
}
