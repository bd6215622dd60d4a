package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of security groups. */
final class Rules {
  private final Ec2 ec2;

  Rules(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** A group with its rules, as permissions. */
  static SecurityGroup shown(Network network, SecurityGroup group) {
    List<SecurityGroupRule> rules =
        network.rules().shelf().seen().values().stream()
            .filter(it -> it.groupId().equals(group.groupId()))
            .toList();
    return group.toBuilder()
        .ipPermissions(Permissions.of(rules, false))
        .ipPermissionsEgress(Permissions.of(rules, true))
        .build();
  }

  static void allowAllOut(Network network, String groupId) {
    IpPermission all =
        IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();
    authorize(network, groupId, true, List.of(all), List.of());
  }

  static void allowItself(Network network, String groupId) {
    IpPermission all =
        IpPermission.builder()
            .ipProtocol("-1")
            .userIdGroupPairs(UserIdGroupPair.builder().groupId(groupId).build())
            .build();
    authorize(network, groupId, false, List.of(all), List.of());
  }

  AuthorizeSecurityGroupIngressResponse authorizeIngress(
      Endpoint endpoint, AuthorizeSecurityGroupIngressRequest request) {
    List<IpPermission> permissions =
        Permissions.given(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp());
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.RULE.type());
    return endpoint.call(
        authorizing(
            "AuthorizeSecurityGroupIngress", request.groupId(), Ec2.flag(request.dryRun()), tags),
        call ->
            AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(
                    authorize(ec2.at(call), request.groupId(), false, permissions, tags))
                .build());
  }

  AuthorizeSecurityGroupEgressResponse authorizeEgress(
      Endpoint endpoint, AuthorizeSecurityGroupEgressRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.RULE.type());
    return endpoint.call(
        authorizing(
            "AuthorizeSecurityGroupEgress", request.groupId(), Ec2.flag(request.dryRun()), tags),
        call ->
            AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(
                    authorize(ec2.at(call), request.groupId(), true, request.ipPermissions(), tags))
                .build());
  }

  private CallSpec authorizing(
      String name, @Nullable String groupId, boolean dryRun, List<Tag> tags) {
    return CallSpec.write(name)
        .dryRun(dryRun)
        .asking((call, access) -> {
          ec2.at(call).groups().ask(access, groupId);
          ec2.at(call).rules().askTags(access, name, tags);
        });
  }

  /** Adds all of the rules, or none. */
  static List<SecurityGroupRule> authorize(
      Network network,
      String groupId,
      boolean egress,
      List<IpPermission> permissions,
      List<Tag> tags) {
    requireSome(permissions);
    List<SecurityGroupRule> wanted =
        Permissions.rules(permissions, egress).stream()
            .map(it -> owned(network, groupId, it, tags))
            .toList();
    List<SecurityGroupRule> present = rulesOf(network, groupId, egress);
    for (SecurityGroupRule rule : wanted) {
      checkReferenced(network, rule);
      if (present.stream().anyMatch(it -> Permissions.same(it, rule))) {
        throw Refusal.of(
            "InvalidPermission.Duplicate",
            "the specified rule \"" + Permissions.text(rule) + "\" already exists");
      }
    }
    network
        .world()
        .quotas()
        .require(
            "L-0EA8095F",
            present.size() + wanted.size() - 1L,
            () ->
                Refusal.of(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached."));
    wanted.forEach(it -> network.rules().shelf().put(it.securityGroupRuleId(), it));
    return wanted;
  }

  private static void requireSome(Collection<?> given) {
    if (given.isEmpty()) {
      throw Refusal.of("MissingParameter", "The request must contain the parameter ipPermissions");
    }
  }

  /** Adds those of the rules that are not there. */
  static void authorizeMissing(Network network, String groupId, IpPermission permission) {
    List<SecurityGroupRule> present = rulesOf(network, groupId, false);
    Permissions.rules(List.of(permission), false).stream()
        .filter(rule -> present.stream().noneMatch(it -> Permissions.same(it, rule)))
        .map(rule -> owned(network, groupId, rule, List.of()))
        .forEach(it -> network.rules().shelf().put(it.securityGroupRuleId(), it));
  }

  private static SecurityGroupRule owned(
      Network network, String groupId, SecurityGroupRule rule, List<Tag> tags) {
    String id = network.rules().newId();
    SecurityGroupRule.Builder all =
        rule.toBuilder()
            .securityGroupRuleId(id)
            .securityGroupRuleArn(network.rules().arn(id))
            .groupId(groupId)
            .groupOwnerId(network.location().accountId())
            .tags(tags);
    if (rule.referencedGroupInfo() != null) {
      all.referencedGroupInfo(
          rule.referencedGroupInfo().toBuilder().userId(network.location().accountId()).build());
    }
    return all.build();
  }

  private static void checkReferenced(Network network, SecurityGroupRule rule) {
    if (rule.referencedGroupInfo() != null) {
      String id = rule.referencedGroupInfo().groupId();
      // Its own group, which may be too new to be found.
      if (!Objects.equals(id, rule.groupId())) {
        network.groups().get(id);
      }
    }
  }

  private static List<SecurityGroupRule> rulesOf(Network network, String groupId, boolean egress) {
    return network.rules().all().stream()
        .filter(it -> it.groupId().equals(groupId) && it.isEgress() == egress)
        .toList();
  }

  RevokeSecurityGroupIngressResponse revokeIngress(
      Endpoint endpoint, RevokeSecurityGroupIngressRequest request) {
    List<IpPermission> permissions =
        Permissions.given(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp());
    return endpoint.call(
        revoking("RevokeSecurityGroupIngress", request.groupId(), Ec2.flag(request.dryRun())),
        call -> {
          revoke(
              ec2.at(call), request.groupId(), false, permissions, request.securityGroupRuleIds());
          return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
        });
  }

  RevokeSecurityGroupEgressResponse revokeEgress(
      Endpoint endpoint, RevokeSecurityGroupEgressRequest request) {
    return endpoint.call(
        revoking("RevokeSecurityGroupEgress", request.groupId(), Ec2.flag(request.dryRun())),
        call -> {
          revoke(
              ec2.at(call),
              request.groupId(),
              true,
              request.ipPermissions(),
              request.securityGroupRuleIds());
          return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
        });
  }

  private CallSpec revoking(String name, @Nullable String groupId, boolean dryRun) {
    return CallSpec.write(name)
        .dryRun(dryRun)
        .asking((call, access) -> ec2.at(call).groups().ask(access, groupId));
  }

  private static void revoke(
      Network network,
      String groupId,
      boolean egress,
      List<IpPermission> permissions,
      List<String> ruleIds) {
    network.groups().get(groupId);
    requireSome(ruleIds.isEmpty() ? permissions : ruleIds);
    List<SecurityGroupRule> present = rulesOf(network, groupId, egress);
    List<String> gone = new ArrayList<>();
    for (String id : ruleIds) {
      if (present.stream().noneMatch(it -> it.securityGroupRuleId().equals(id))) {
        throw Kinds.RULE.notFound().apply(id);
      }
      gone.add(id);
    }
    for (SecurityGroupRule rule : Permissions.rules(permissions, egress)) {
      gone.add(
          present.stream()
              .filter(it -> Permissions.same(it, rule))
              .findFirst()
              .orElseThrow(() ->
                  Refusal.of(
                      "InvalidPermission.NotFound",
                      "The specified rule does not exist in this security group."))
              .securityGroupRuleId());
    }
    gone.forEach(network.rules().shelf()::remove);
  }

  DescribeSecurityGroupRulesResponse describe(
      Endpoint endpoint, DescribeSecurityGroupRulesRequest request) {
    return endpoint.read(
        "DescribeSecurityGroupRules",
        call -> {
          Page<SecurityGroupRule> page =
              ec2.at(call)
                  .rules()
                  .describe(
                      new Query(
                          request.securityGroupRuleIds(),
                          request.filters(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeSecurityGroupRulesResponse.builder()
              .securityGroupRules(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }
}
