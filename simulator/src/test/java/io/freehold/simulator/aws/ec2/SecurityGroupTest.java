package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static io.freehold.simulator.aws.ec2.Lab.tag;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class SecurityGroupTest {
  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;
  private final String vpc = lab.vpc();
  private final String group = lab.group(vpc, "nodes");

  @Test
  void aNewGroupLetsEverythingOutAndNothingIn() {
    assertThat(groupOf(group).ipPermissions()).isEmpty();
    assertThat(groupOf(group).ipPermissionsEgress())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.ipProtocol()).isEqualTo("-1");
          assertThat(it.fromPort()).isNull();
          assertThat(it.ipRanges()).extracting(IpRange::cidrIp).containsExactly("0.0.0.0/0");
        });
  }

  @Test
  void aNameIsTakenWithinItsVpcOnly() {
    assertThat(code(() -> lab.group(vpc, "nodes"))).isEqualTo("InvalidGroup.Duplicate");
    lab.group(lab.vpc("10.1.0.0/16"), "nodes");
    assertThat(code(() -> lab.group(vpc, "default"))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void aRuleIsAddedOnceWhateverItsDescription() {
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(group)
            .ipPermissions(tcp(443, "10.0.0.0/16", "one"))
            .tagSpecifications(Lab.tagged(ResourceType.SECURITY_GROUP_RULE, "owner", "a")));
    assertThat(
            code(() ->
                ec2.authorizeSecurityGroupIngress(r ->
                    r.groupId(group)
                        .ipPermissions(
                            tcp(80, "10.0.0.0/16", ""), tcp(443, "10.0.0.0/16", "two")))))
        .isEqualTo("InvalidPermission.Duplicate");
    assertThat(groupOf(group).ipPermissions()).hasSize(1);
    assertThat(
            ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", group)))
                .securityGroupRules())
        .filteredOn(it -> !it.isEgress())
        .singleElement()
        .satisfies(it -> assertThat(it.tags()).containsExactly(tag("owner", "a")));
  }

  @Test
  void aRuleIsRevokedByItsContentOrItsId() {
    String rule =
        ec2.authorizeSecurityGroupIngress(r ->
                r.groupId(group)
                    .ipPermissions(tcp(443, "10.0.0.0/16", ""), tcp(80, "10.0.0.0/16", "")))
            .securityGroupRules()
            .getFirst()
            .securityGroupRuleId();
    ec2.revokeSecurityGroupIngress(r -> r.groupId(group).securityGroupRuleIds(rule));
    ec2.revokeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(tcp(80, "10.0.0.0/16", "other words")));
    assertThat(groupOf(group).ipPermissions()).isEmpty();
    assertThat(
            code(() ->
                ec2.revokeSecurityGroupIngress(
                    r -> r.groupId(group).ipPermissions(tcp(80, "10.0.0.0/16", "")))))
        .isEqualTo("InvalidPermission.NotFound");
    assertThat(
            code(() ->
                ec2.revokeSecurityGroupIngress(r -> r.groupId(group).securityGroupRuleIds(rule))))
        .isEqualTo("InvalidSecurityGroupRuleId.NotFound");
  }

  @Test
  void aGroupThatAnotherGroupsRuleNamesIsNotDeleted() {
    String other = lab.group(vpc, "control-plane");
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(other).ipPermissions(fromGroup(group)));
    ec2.authorizeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(fromGroup(group)));
    assertThat(code(() -> ec2.deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("DependencyViolation");
    ec2.revokeSecurityGroupIngress(r -> r.groupId(other).ipPermissions(fromGroup(group)));
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    assertThat(ec2.describeSecurityGroupRules(r -> {}).securityGroupRules())
        .extracting(SecurityGroupRule::groupId)
        .doesNotContain(group);
  }

  @Test
  void theDefaultGroupStays() {
    String id =
        ec2.describeSecurityGroups(r -> r.filters(filter("group-name", "default")))
            .securityGroups()
            .getFirst()
            .groupId();
    assertThat(code(() -> ec2.deleteSecurityGroup(r -> r.groupId(id)))).isEqualTo("CannotDelete");
  }

  private SecurityGroup groupOf(String id) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
  }

  private static IpPermission tcp(int port, String cidr, String description) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp(cidr).description(description).build())
        .build();
  }

  private static IpPermission fromGroup(String id) {
    return IpPermission.builder()
        .ipProtocol("-1")
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(id).build())
        .build();
  }
}
