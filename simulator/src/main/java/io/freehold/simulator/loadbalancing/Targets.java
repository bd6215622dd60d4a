package io.freehold.simulator.loadbalancing;

import io.freehold.model.network.Cidr;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.Backstage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Targets: healthy some time after their registration, where they answer on the port on which they
 * are looked at; gone some time after their removal. While no listener sends to their group they
 * are unused: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html">source</a>.
 */
final class Targets {
  private final LoadBalancing service;
  private final Backstage network;

  Targets(LoadBalancing service, Backstage network) {
    this.service = service;
    this.network = network;
  }

  RegisterTargetsResponse register(Endpoint endpoint, RegisterTargetsRequest request) {
    return endpoint.call(
        ask("RegisterTargets", request.targetGroupArn()),
        call -> {
          Site site = service.at(call);
          GroupEntry group = site.group(request.targetGroupArn());
          request
              .targets()
              .forEach(target -> register(site, group, target, Optional.empty(), site.now()));
          return RegisterTargetsResponse.builder().build();
        });
  }

  /** Without a port, the group's. One that is registered already stays as it is. */
  void register(
      Site site,
      GroupEntry group,
      TargetDescription target,
      Optional<Set<Integer>> answering,
      Instant since) {
    requireWithinVpc(site, group, target.id());
    TargetDescription full = withPort(group, target);
    String key = key(group.arn(), full);
    answering.ifPresentOrElse(
        ports -> site.answering().put(key, ports), () -> site.answering().remove(key));
    Optional<TargetHealthDescription> there = site.targets().actual(key);
    if (there.isPresent()) {
      if (state(there.get()) != TargetHealthStateEnum.DRAINING) {
        return;
      }
      site.targets().remove(key);
    }
    site.targets()
        .put(
            key,
            health(
                full,
                TargetHealthStateEnum.INITIAL,
                TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS,
                "Target registration is in progress"));
    Instant healthy = site.after(since, "Target.healthy/create");
    site.targets()
        .schedule(
            key,
            healthy.isBefore(site.now()) ? site.now() : healthy,
            it -> it.toBuilder().targetHealth(healthy()).build());
  }

  private void requireWithinVpc(Site site, GroupEntry group, String address) {
    Cidr given = addressOf(address);
    boolean within =
        network
            .vpc(site.location(), group.model().vpcId())
            .map(vpc -> Cidr.parse(vpc.cidrBlock()).contains(given))
            .orElse(false);
    if (!within) {
      throw Refusal.of(
          "InvalidTarget",
          "The IP address '"
              + address
              + "' is not within subnets of VPC '"
              + group.model().vpcId()
              + "'");
    }
  }

  private static Cidr addressOf(String text) {
    try {
      return Cidr.parse(text + "/32");
    } catch (IllegalArgumentException e) {
      throw Refusals.invalid("The IP address '" + text + "' is not a valid IPv4 address");
    }
  }

  DeregisterTargetsResponse deregister(Endpoint endpoint, DeregisterTargetsRequest request) {
    return endpoint.call(
        ask("DeregisterTargets", request.targetGroupArn()),
        call -> {
          Site site = service.at(call);
          GroupEntry group = site.group(request.targetGroupArn());
          request.targets().forEach(target -> deregister(site, group, target));
          return DeregisterTargetsResponse.builder().build();
        });
  }

  /** Succeeds for one that is not registered. */
  void deregister(Site site, GroupEntry group, TargetDescription target) {
    String key = key(group.arn(), withPort(group, target));
    Optional<TargetHealthDescription> there = site.targets().actual(key);
    if (there.isEmpty() || state(there.get()) == TargetHealthStateEnum.DRAINING) {
      return;
    }
    site.targets().cancelScheduled(key);
    long delay =
        Long.parseLong(group.attributes().getOrDefault(Attributes.DEREGISTRATION_DELAY, "300"));
    Instant gone = site.now().plusSeconds(delay);
    site.targets()
        .change(
            key,
            it ->
                health(
                    it.target(),
                    TargetHealthStateEnum.DRAINING,
                    TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS,
                    "Target deregistration is in progress"));
    site.targets().removeAt(key, gone);
  }

  DescribeTargetHealthResponse describe(Endpoint endpoint, DescribeTargetHealthRequest request) {
    return endpoint.read(
        "DescribeTargetHealth",
        call -> {
          Site site = service.at(call);
          String arn = request.targetGroupArn();
          GroupEntry group = site.groups().seen(arn).orElseThrow(Refusals::noSuchGroup);
          List<TargetHealthDescription> all =
              all(site, arn).stream().map(it -> shown(site, arn, it)).toList();
          if (request.targets().isEmpty()) {
            return DescribeTargetHealthResponse.builder().targetHealthDescriptions(all).build();
          }
          return DescribeTargetHealthResponse.builder()
              .targetHealthDescriptions(
                  request.targets().stream()
                      .map(one -> withPort(group, one))
                      .map(one ->
                          all.stream()
                              .filter(it -> it.target().equals(one))
                              .findFirst()
                              .orElseGet(() ->
                                  health(
                                      one,
                                      TargetHealthStateEnum.UNUSED,
                                      TargetHealthReasonEnum.TARGET_NOT_REGISTERED,
                                      "Target is not registered to the target group")))
                      .toList())
              .build();
        });
  }

  /** Every target of a group, in truth. */
  static List<TargetHealthDescription> all(Site site, String groupArn) {
    return site.targets().actual().entrySet().stream()
        .filter(it -> it.getKey().startsWith(groupArn + " "))
        .map(it -> found(site, groupArn, it.getValue()))
        .toList();
  }

  private static TargetHealthDescription found(
      Site site, String groupArn, TargetHealthDescription it) {
    String looked = site.group(groupArn).model().healthCheckPort();
    int port = looked.equals("traffic-port") ? it.target().port() : Integer.parseInt(looked);
    Set<Integer> answering = site.answering().get(key(groupArn, it.target()));
    return !isHealthy(it) || answering == null || answering.contains(port)
        ? it
        : health(
            it.target(),
            TargetHealthStateEnum.UNHEALTHY,
            TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS,
            "Health checks failed");
  }

  static boolean isHealthy(TargetHealthDescription target) {
    return state(target) == TargetHealthStateEnum.HEALTHY;
  }

  static void removeAll(Site site, String groupArn) {
    all(site, groupArn).forEach(it -> site.targets().remove(key(groupArn, it.target())));
  }

  static String key(String groupArn, TargetDescription target) {
    return groupArn + " " + target.id() + ":" + target.port();
  }

  private static TargetHealthDescription shown(
      Site site, String groupArn, TargetHealthDescription it) {
    return state(it) == TargetHealthStateEnum.DRAINING
            || site.usersOf(groupArn).findAny().isPresent()
        ? it
        : health(
            it.target(),
            TargetHealthStateEnum.UNUSED,
            TargetHealthReasonEnum.TARGET_NOT_IN_USE,
            "Target group is not configured to receive traffic from the load balancer");
  }

  private static TargetHealthStateEnum state(TargetHealthDescription it) {
    return it.targetHealth().state();
  }

  private static TargetDescription withPort(GroupEntry group, TargetDescription target) {
    return TargetDescription.builder()
        .id(target.id())
        .port(target.port() == null ? group.model().port() : target.port())
        .build();
  }

  private static TargetHealth healthy() {
    return TargetHealth.builder().state(TargetHealthStateEnum.HEALTHY).build();
  }

  private static TargetHealthDescription health(
      TargetDescription target,
      TargetHealthStateEnum state,
      TargetHealthReasonEnum reason,
      String description) {
    return TargetHealthDescription.builder()
        .target(target)
        .healthCheckPort(String.valueOf(target.port()))
        .targetHealth(h -> h.state(state).reason(reason).description(description))
        .build();
  }

  private CallSpec ask(String name, String arn) {
    return CallSpec.write(name)
        .asking((call, access) -> access.on(arn).resourceTags(service.at(call).tags(arn)));
  }
}
