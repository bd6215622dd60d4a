package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.NewInterface;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;

/** The machines of node groups, as far as EC2 knows of them: their network interfaces and vCPUs. */
final class Machines {
  private static final String VCPU_QUOTA = "L-1216C47A";

  private Machines() {}

  /**
   * What came of a launch.
   *
   * @param machines that were launched
   * @param failure why not all of them could be
   */
  record Launch(List<Node> machines, Optional<Issue> failure) {}

  /**
   * Launches machines, spread over the subnets in turn.
   *
   * @param from how many the group has already
   * @param replaced how many others will go for them
   */
  static Launch launch(
      Site site, Cluster cluster, Nodegroup group, int from, int count, int replaced) {
    List<Node> launched = new ArrayList<>();
    int vcpus = vcpus(group.instanceTypes().getFirst());
    for (int i = from; i < from + count; i++) {
      if (used(site) + (launched.size() + 1 - replaced) * vcpus
          > site.world().quotas().limit(VCPU_QUOTA)) {
        return new Launch(
            launched,
            Optional.of(
                issue(
                    NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES,
                    "Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of %d allows."
                        .formatted(site.world().quotas().limit(VCPU_QUOTA)))));
      }
      String subnetId = group.subnets().get(i % group.subnets().size());
      Optional<Issue> refused =
          notOffered(site, group, subnetId).or(() -> outOfCapacity(site, group, subnetId));
      if (refused.isPresent()) {
        return new Launch(launched, refused);
      }
      try {
        launched.add(machine(site, cluster, group, subnetId));
      } catch (Refusal refusal) {
        return new Launch(
            launched,
            Optional.of(issue(NodegroupIssueCode.INSUFFICIENT_FREE_ADDRESSES, refusal.text())));
      }
    }
    return new Launch(launched, Optional.empty());
  }

  private static Optional<Issue> notOffered(Site site, Nodegroup group, String subnetId) {
    String type = group.instanceTypes().getFirst();
    String zone = Placing.subnets(site, List.of(subnetId)).getFirst().availabilityZone();
    List<String> zones = site.network().zonesWith(site.location(), type);
    return zones.contains(zone)
        ? Optional.empty()
        : Optional.of(
            issue(
                NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES,
                "Could not launch On-Demand Instances. Unsupported - Your requested instance type (%s) is not supported in your requested Availability Zone (%s). Please retry your request by not specifying an Availability Zone or choosing %s."
                    .formatted(type, zone, String.join(", ", zones))));
  }

  private static Optional<Issue> outOfCapacity(Site site, Nodegroup group, String subnetId) {
    String type = group.instanceTypes().getFirst();
    Subnet subnet = Placing.subnets(site, List.of(subnetId)).getFirst();
    return site.world().levers().isOutOf(subnet.availabilityZoneId(), type)
        ? Optional.of(
            issue(
                NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES,
                "Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). Our system will be working on provisioning additional capacity."
                    .formatted(type, subnet.availabilityZone())))
        : Optional.empty();
  }

  private static Node machine(Site site, Cluster cluster, Nodegroup group, String subnetId) {
    Subnet subnet = Placing.subnets(site, List.of(subnetId)).getFirst();
    Optional<LaunchTemplateVersion> template = template(site, group);
    List<String> groups =
        template
            .map(version -> version.launchTemplateData().securityGroupIds())
            .filter(ids -> !ids.isEmpty())
            .orElseGet(() -> List.of(cluster.resourcesVpcConfig().clusterSecurityGroupId()));
    String instanceId = site.world().ids().next(site.location(), "i");
    String interfaceId =
        site.network()
            .makeInterface(
                site.location(),
                NewInterface.of(subnetId, "aws-K8S-" + instanceId)
                    .groups(groups)
                    .tagged(tags(template, ResourceType.NETWORK_INTERFACE)));
    site.network()
        .launch(
            site.location(),
            instanceId,
            group.instanceTypes().getFirst(),
            subnetId,
            tags(template, ResourceType.INSTANCE));
    String address =
        site.network()
            .networkInterface(site.location(), interfaceId)
            .orElseThrow()
            .privateIpAddress();
    String region = site.location().region();
    return new Node(
        "ip-%s.%s"
            .formatted(
                address.replace('.', '-'),
                region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal"),
        address,
        group.nodegroupName(),
        instanceId,
        group.instanceTypes().getFirst(),
        architecture(group),
        subnet.availabilityZone(),
        subnet.availabilityZoneId(),
        subnet.cidrBlock(),
        group.version(),
        group.labels(),
        group.taints(),
        Instant.MAX,
        interfaceId);
  }

  static String architecture(Nodegroup group) {
    return group.amiTypeAsString().contains("ARM") ? "arm64" : "amd64";
  }

  private static Optional<LaunchTemplateVersion> template(Site site, Nodegroup group) {
    return Optional.ofNullable(group.launchTemplate())
        .flatMap(template ->
            site.network().template(site.location(), template.id(), template.version()));
  }

  private static Map<String, String> tags(
      Optional<LaunchTemplateVersion> template, ResourceType type) {
    return template.stream()
        .flatMap(version -> version.launchTemplateData().tagSpecifications().stream())
        .filter(tagged -> tagged.resourceType() == type)
        .flatMap(tagged -> tagged.tags().stream())
        .collect(
            Collectors.toMap(
                software.amazon.awssdk.services.ec2.model.Tag::key,
                software.amazon.awssdk.services.ec2.model.Tag::value));
  }

  /** Network interfaces outlive their machines for a while. */
  static void terminate(Site site, Stream<Node> machines, Instant gone) {
    Instant vanished = gone.plus(site.takes("NodeGroup.interfaces/delete"));
    Map<String, String> interfaces = new TreeMap<>();
    machines.forEach(machine -> interfaces.put(machine.instanceId(), machine.interfaceId()));
    interfaces.forEach((instanceId, interfaceId) -> {
      site.network().terminateAt(site.location(), instanceId, gone);
      site.network().removeInterfaceAt(site.location(), interfaceId, vanished);
    });
  }

  static Issue issue(NodegroupIssueCode code, String message) {
    return Issue.builder().code(code).message(message).resourceIds(List.of()).build();
  }

  private static int used(Site site) {
    return site.groups().actual().values().stream()
        .mapToInt(group ->
            group.shown().scalingConfig().desiredSize()
                * vcpus(group.shown().instanceTypes().getFirst()))
        .sum();
  }

  /** By the size in the type's name, as all general families have it. */
  private static int vcpus(String instanceType) {
    String size = instanceType.substring(instanceType.indexOf('.') + 1);
    return switch (size) {
      case "medium" -> 1;
      case "large" -> 2;
      case "xlarge" -> 4;
      default -> {
        String number = size.replace("xlarge", "");
        yield number.matches("\\d+") ? 4 * Integer.parseInt(number) : 64;
      }
    };
  }
}
