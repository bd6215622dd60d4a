package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupIpAddressTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Target groups of network load balancers, with addresses as targets. */
final class TargetGroups {
  private static final int MOST_ON_A_PAGE = 400;

  private final LoadBalancing service;
  private final Backstage network;

  TargetGroups(LoadBalancing service, Backstage network) {
    this.service = service;
    this.network = network;
  }

  CreateTargetGroupResponse create(Endpoint endpoint, CreateTargetGroupRequest request) {
    Map<String, String> tags = Tags.map(request.tags());
    return endpoint.call(
        CallSpec.write("CreateTargetGroup")
            .asking((call, access) -> {
              String arn = service.at(call).arn("targetgroup/" + request.name() + "/*");
              access.on(arn).requestTags(tags);
              LoadBalancing.askTags(access, "CreateTargetGroup", arn, tags);
            }),
        call -> {
          Site site = service.at(call);
          TargetGroup wanted = checked(site, request);
          GroupEntry made =
              existing(site, wanted)
                  .orElseGet(() -> {
                    String arn =
                        site.arn("targetgroup/" + request.name() + "/" + site.newId("targetgroup"));
                    GroupEntry entry =
                        new GroupEntry(
                            wanted.toBuilder().targetGroupArn(arn).build(),
                            Attributes.OF_GROUPS,
                            tags);
                    site.groups().put(arn, entry);
                    return entry;
                  });
          return CreateTargetGroupResponse.builder().targetGroups(shown(site, made)).build();
        });
  }

  /** With the defaults of a TCP group. */
  private TargetGroup checked(Site site, CreateTargetGroupRequest request) {
    if (request.targetType() != TargetTypeEnum.IP || request.protocol() != ProtocolEnum.TCP) {
      throw new UnsupportedOperationException("only TCP target groups of addresses are simulated");
    }
    Refusals.checkName("target group", request.name());
    if (request.vpcId() == null || network.vpc(site.location(), request.vpcId()).isEmpty()) {
      throw Refusals.invalid("The VPC ID '" + request.vpcId() + "' is not found");
    }
    ProtocolEnum checks = or(request.healthCheckProtocol(), ProtocolEnum.TCP);
    TargetGroup.Builder group =
        TargetGroup.builder()
            .targetGroupName(request.name())
            .protocol(request.protocol())
            .port(port(request.port()))
            .vpcId(request.vpcId())
            .targetType(request.targetType())
            .ipAddressType(TargetGroupIpAddressTypeEnum.IPV4)
            .healthCheckEnabled(true)
            .healthCheckProtocol(checks)
            .healthCheckPort(or(request.healthCheckPort(), "traffic-port"))
            .healthCheckIntervalSeconds(or(request.healthCheckIntervalSeconds(), 30))
            .healthCheckTimeoutSeconds(or(request.healthCheckTimeoutSeconds(), 10))
            .healthyThresholdCount(or(request.healthyThresholdCount(), 5))
            .unhealthyThresholdCount(or(request.unhealthyThresholdCount(), 2));
    if (checks != ProtocolEnum.TCP) {
      group
          .healthCheckPath(or(request.healthCheckPath(), "/"))
          .matcher(or(request.matcher(), Matcher.builder().httpCode("200-399").build()));
    }
    return group.build();
  }

  private static int port(@Nullable Integer port) {
    if (port == null || port < 1 || port > 65_535) {
      throw Refusals.invalid("A port must be between 1 and 65535, found '" + port + "'");
    }
    return port;
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /** A repeat with the same settings answers what is there. */
  private static Optional<GroupEntry> existing(Site site, TargetGroup wanted) {
    return site.groups().actual().values().stream()
        .filter(it -> it.model().targetGroupName().equals(wanted.targetGroupName()))
        .findFirst()
        .map(it -> {
          if (!it.model().toBuilder().targetGroupArn(null).build().equals(wanted)) {
            throw Refusal.of(
                "DuplicateTargetGroupName",
                "A target group with the same name '"
                    + wanted.targetGroupName()
                    + "' exists, but with different settings");
          }
          return it;
        });
  }

  private static TargetGroup shown(Site site, GroupEntry it) {
    return it.model().toBuilder().loadBalancerArns(site.usersOf(it.arn()).toList()).build();
  }

  DescribeTargetGroupsResponse describe(Endpoint endpoint, DescribeTargetGroupsRequest request) {
    return endpoint.read(
        "DescribeTargetGroups",
        call -> {
          Site site = service.at(call);
          Set<String> missing = new LinkedHashSet<>(request.targetGroupArns());
          missing.addAll(request.names());
          boolean all = missing.isEmpty();
          List<TargetGroup> found = new ArrayList<>();
          for (GroupEntry it : site.groups().seen().values()) {
            boolean named = missing.remove(it.arn());
            named |= missing.remove(it.model().targetGroupName());
            TargetGroup shown = shown(site, it);
            if ((all || named)
                && (request.loadBalancerArn() == null
                    || shown.loadBalancerArns().contains(request.loadBalancerArn()))) {
              found.add(shown);
            }
          }
          if (!missing.isEmpty()) {
            throw Refusals.noSuchGroup();
          }
          Page<TargetGroup> page =
              Page.of(
                  found,
                  request.pageSize(),
                  MOST_ON_A_PAGE,
                  request.marker(),
                  Refusals::invalidPage);
          return DescribeTargetGroupsResponse.builder()
              .targetGroups(page.items())
              .nextMarker(page.nextToken())
              .build();
        });
  }

  ModifyTargetGroupResponse modify(Endpoint endpoint, ModifyTargetGroupRequest request) {
    return endpoint.call(
        ask("ModifyTargetGroup", request.targetGroupArn()),
        call -> {
          Site site = service.at(call);
          String arn = request.targetGroupArn();
          TargetGroup old = site.group(arn).model();
          TargetGroup changed =
              old.toBuilder()
                  .healthCheckProtocol(or(request.healthCheckProtocol(), old.healthCheckProtocol()))
                  .healthCheckPort(or(request.healthCheckPort(), old.healthCheckPort()))
                  .healthCheckPath(
                      request.healthCheckPath() == null
                          ? old.healthCheckPath()
                          : request.healthCheckPath())
                  .healthCheckIntervalSeconds(
                      or(request.healthCheckIntervalSeconds(), old.healthCheckIntervalSeconds()))
                  .healthCheckTimeoutSeconds(
                      or(request.healthCheckTimeoutSeconds(), old.healthCheckTimeoutSeconds()))
                  .healthyThresholdCount(
                      or(request.healthyThresholdCount(), old.healthyThresholdCount()))
                  .unhealthyThresholdCount(
                      or(request.unhealthyThresholdCount(), old.unhealthyThresholdCount()))
                  .matcher(request.matcher() == null ? old.matcher() : request.matcher())
                  .build();
          site.groups().change(arn, it -> new GroupEntry(changed, it.attributes(), it.tags()));
          return ModifyTargetGroupResponse.builder()
              .targetGroups(shown(site, site.group(arn)))
              .build();
        });
  }

  DescribeTargetGroupAttributesResponse describeAttributes(
      Endpoint endpoint, DescribeTargetGroupAttributesRequest request) {
    return endpoint.read(
        "DescribeTargetGroupAttributes",
        call ->
            DescribeTargetGroupAttributesResponse.builder()
                .attributes(
                    attributes(
                        service
                            .at(call)
                            .groups()
                            .seen(request.targetGroupArn())
                            .orElseThrow(Refusals::noSuchGroup)
                            .attributes()))
                .build());
  }

  ModifyTargetGroupAttributesResponse modifyAttributes(
      Endpoint endpoint, ModifyTargetGroupAttributesRequest request) {
    return endpoint.call(
        ask("ModifyTargetGroupAttributes", request.targetGroupArn()),
        call -> {
          Site site = service.at(call);
          Map<String, String> changes = new LinkedHashMap<>();
          request.attributes().forEach(one -> changes.put(one.key(), one.value()));
          Map<String, String> all =
              Attributes.changed(
                  "Target group", site.group(request.targetGroupArn()).attributes(), changes);
          site.groups().change(request.targetGroupArn(), it -> it.withAttributes(all));
          return ModifyTargetGroupAttributesResponse.builder().attributes(attributes(all)).build();
        });
  }

  private static List<TargetGroupAttribute> attributes(Map<String, String> all) {
    return all.entrySet().stream()
        .map(one -> TargetGroupAttribute.builder().key(one.getKey()).value(one.getValue()).build())
        .toList();
  }

  /** Succeeds for one that is not there. */
  DeleteTargetGroupResponse delete(Endpoint endpoint, DeleteTargetGroupRequest request) {
    String arn = request.targetGroupArn();
    return endpoint.call(
        CallSpec.write("DeleteTargetGroup")
            .asking((call, access) ->
                access
                    .on(arn)
                    .resourceTags(
                        service
                            .at(call)
                            .groups()
                            .known(arn)
                            .map(GroupEntry::tags)
                            .orElseGet(Map::of))),
        call -> {
          Site site = service.at(call);
          if (site.groups().known(arn).isPresent()) {
            if (site.usersOf(arn).findAny().isPresent()) {
              throw Refusal.of(
                  "ResourceInUse",
                  "Target group '" + arn + "' is currently in use by a listener or a rule");
            }
            Targets.removeAll(site, arn);
            site.groups().remove(arn);
          }
          return DeleteTargetGroupResponse.builder().build();
        });
  }

  private CallSpec ask(String name, String arn) {
    return CallSpec.write(name)
        .asking((call, access) -> access.on(arn).resourceTags(service.at(call).tags(arn)));
  }
}
