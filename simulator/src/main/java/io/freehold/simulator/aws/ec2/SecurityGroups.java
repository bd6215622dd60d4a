package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Security groups; what they let through is in {@link Rules}. */
final class SecurityGroups {
  private static final String DEFAULT = "default";

  private final Ec2 ec2;

  SecurityGroups(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** The one that comes with a VPC. */
  static boolean isDefault(SecurityGroup group) {
    return DEFAULT.equals(group.groupName());
  }

  static void makeDefault(Network network, String vpcId) {
    String id = put(network, vpcId, DEFAULT, "default VPC security group", List.of());
    Rules.allowItself(network, id);
  }

  CreateSecurityGroupResponse create(Endpoint endpoint, CreateSecurityGroupRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.GROUP.type());
    return endpoint.call(
        CallSpec.write("CreateSecurityGroup")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              ec2.at(call).vpcs().ask(access, request.vpcId());
              ec2.at(call).groups().askNew(access, "CreateSecurityGroup", tags);
            }),
        call -> {
          Network network = ec2.at(call);
          String id =
              make(network, request.vpcId(), request.groupName(), request.description(), tags);
          return CreateSecurityGroupResponse.builder()
              .groupId(id)
              .securityGroupArn(network.groups().arn(id))
              .tags(tags)
              .build();
        });
  }

  /** Makes a group that lets everything out and nothing in. */
  static String make(
      Network network,
      String vpcId,
      @Nullable String name,
      @Nullable String description,
      List<Tag> tags) {
    network.vpcs().get(vpcId);
    if (name == null || description == null) {
      throw Refusal.of(
          "MissingParameter",
          "The request must contain the parameter "
              + (name == null ? "GroupName" : "GroupDescription"));
    }
    if (name.equals(DEFAULT) || name.startsWith("sg-") || name.length() > 255) {
      throw Refusal.of(
          "InvalidParameterValue", "Value (" + name + ") for parameter GroupName is invalid.");
    }
    if (network.groups().count(it -> it.vpcId().equals(vpcId) && it.groupName().equals(name)) > 0) {
      throw Refusal.of(
          "InvalidGroup.Duplicate",
          "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
    }
    network
        .world()
        .quotas()
        .require(
            "L-E79EC296",
            network.groups().count(it -> true),
            () ->
                Refusal.of(
                    "SecurityGroupLimitExceeded",
                    "The maximum number of security groups has been reached."));
    return put(network, vpcId, name, description, tags);
  }

  private static String put(
      Network network, String vpcId, String name, String description, List<Tag> tags) {
    String id = network.groups().newId();
    network
        .groups()
        .shelf()
        .put(
            id,
            SecurityGroup.builder()
                .groupId(id)
                .securityGroupArn(network.groups().arn(id))
                .groupName(name)
                .description(description)
                .vpcId(vpcId)
                .ownerId(network.location().accountId())
                .tags(tags)
                .build());
    Rules.allowAllOut(network, id);
    return id;
  }

  DescribeSecurityGroupsResponse describe(
      Endpoint endpoint, DescribeSecurityGroupsRequest request) {
    Query query =
        new Query(request.groupIds(), request.filters(), request.maxResults(), request.nextToken());
    return endpoint.call(
        query.costly("DescribeSecurityGroups"),
        call -> {
          if (!request.groupNames().isEmpty()) {
            throw new UnsupportedOperationException(
                "groupNames finds groups of the default VPC only, which is not simulated");
          }
          Page<SecurityGroup> page = ec2.at(call).groups().describe(query);
          return DescribeSecurityGroupsResponse.builder()
              .securityGroups(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteSecurityGroupResponse delete(Endpoint endpoint, DeleteSecurityGroupRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteSecurityGroup")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> ec2.at(call).groups().ask(access, request.groupId())),
        call -> {
          Network network = ec2.at(call);
          String id = request.groupId();
          SecurityGroup group = network.groups().get(id);
          if (isDefault(group)) {
            throw Refusal.of(
                "CannotDelete",
                "the specified group: \""
                    + id
                    + "\" name: \"default\" cannot be deleted by a user");
          }
          if (isUsed(network, id)) {
            throw Refusal.of("DependencyViolation", "resource " + id + " has a dependent object");
          }
          remove(network, id);
          return DeleteSecurityGroupResponse.builder().groupId(id).returnValue(true).build();
        });
  }

  /** By an interface, or by a rule of another group. */
  private static boolean isUsed(Network network, String id) {
    return network
                .interfaces()
                .count(it -> it.groups().stream().anyMatch(g -> g.groupId().equals(id)))
            > 0
        || network
                .rules()
                .count(it ->
                    !it.groupId().equals(id)
                        && it.referencedGroupInfo() != null
                        && id.equals(it.referencedGroupInfo().groupId()))
            > 0;
  }

  static void remove(Network network, String id) {
    network.rules().all().stream()
        .filter(it -> it.groupId().equals(id))
        .map(SecurityGroupRule::securityGroupRuleId)
        .forEach(rule -> network.rules().shelf().remove(rule));
    network.groups().shelf().remove(id);
  }
}
