package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.iam.Iam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;

/**
 * Network load balancers. One that was deleted leaves its network interfaces behind for a while,
 * which keep its subnets and security groups.
 */
final class Balancers {
  private static final int MOST_ON_A_PAGE = 400;
  private static final String SERVICE = "elasticloadbalancing.amazonaws.com";

  private final LoadBalancing service;
  private final Backstage network;
  private final Iam iam;
  private final Placing placing;

  Balancers(LoadBalancing service, Backstage network, Iam iam) {
    this.service = service;
    this.network = network;
    this.iam = iam;
    placing = new Placing(service, network);
  }

  Placing placing() {
    return placing;
  }

  CreateLoadBalancerResponse create(Endpoint endpoint, CreateLoadBalancerRequest request) {
    Map<String, String> tags = Tags.map(request.tags());
    return endpoint.call(
        CallSpec.write("CreateLoadBalancer")
            .asking((call, access) -> {
              String arn = service.at(call).arn("loadbalancer/net/" + request.name() + "/*");
              access.on(arn).requestTags(tags);
              LoadBalancing.askTags(access, "CreateLoadBalancer", arn, tags);
              askForOwnRole(access, call.accountId());
            }),
        call -> {
          Site site = service.at(call);
          LoadBalancer wanted = checked(site, request);
          BalancerEntry made =
              existing(site, wanted, request).orElseGet(() -> make(site, wanted, request, tags));
          return CreateLoadBalancerResponse.builder().loadBalancers(made.model()).build();
        });
  }

  /**
   * Elastic Load Balancing makes its own role with the rights of whoever makes the first load
   * balancer of the account: <a
   * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html">source</a>.
   */
  private void askForOwnRole(Access access, String account) {
    if (!iam.hasServiceLinkedRole(account, SERVICE)) {
      access
          .to("iam:CreateServiceLinkedRole", iam.serviceLinkedRoleArn(account, SERVICE))
          .with("iam:AWSServiceName", SERVICE);
    }
  }

  /** What the request asks for, without what AWS adds. */
  private LoadBalancer checked(Site site, CreateLoadBalancerRequest request) {
    if (request.type() != LoadBalancerTypeEnum.NETWORK) {
      throw new UnsupportedOperationException("only network load balancers are simulated");
    }
    if (!request.subnetMappings().isEmpty()) {
      throw new UnsupportedOperationException("subnet mappings are not simulated: give subnets");
    }
    Refusals.checkName("load balancer", request.name());
    List<Subnet> subnets = placing.subnets(site, request.subnets());
    String vpc = subnets.getFirst().vpcId();
    LoadBalancerSchemeEnum scheme =
        request.scheme() == null ? LoadBalancerSchemeEnum.INTERNET_FACING : request.scheme();
    if (scheme == LoadBalancerSchemeEnum.INTERNET_FACING
        && !network.hasInternetGateway(site.location(), vpc)) {
      throw Refusal.of("InvalidSubnet", "VPC " + vpc + " has no internet gateway");
    }
    return LoadBalancer.builder()
        .loadBalancerName(request.name())
        .scheme(scheme)
        .type(LoadBalancerTypeEnum.NETWORK)
        .vpcId(vpc)
        .ipAddressType(
            request.ipAddressType() == null ? IpAddressType.IPV4 : request.ipAddressType())
        .securityGroups(placing.groups(site, vpc, request.securityGroups()))
        .availabilityZones(Placing.zones(subnets))
        .build();
  }

  /** A repeat with the same settings answers what is there; tags are not looked at. */
  private static Optional<BalancerEntry> existing(
      Site site, LoadBalancer wanted, CreateLoadBalancerRequest request) {
    return site.balancers().actual().values().stream()
        .filter(it -> it.model().loadBalancerName().equals(wanted.loadBalancerName()))
        .filter(it -> !it.leaving())
        .findFirst()
        .map(it -> {
          LoadBalancer there = it.model();
          boolean same =
              there.scheme() == wanted.scheme()
                  && there.ipAddressType() == wanted.ipAddressType()
                  && it.subnets().equals(Set.copyOf(request.subnets()))
                  && Set.copyOf(there.securityGroups())
                      .equals(Set.copyOf(request.securityGroups()));
          if (!same) {
            throw Refusal.of(
                "DuplicateLoadBalancerName",
                "A load balancer with the same name '"
                    + wanted.loadBalancerName()
                    + "' exists, but with different settings");
          }
          return it;
        });
  }

  private BalancerEntry make(
      Site site, LoadBalancer wanted, CreateLoadBalancerRequest request, Map<String, String> tags) {
    long used = site.balancers().actual().values().stream().filter(it -> !it.leaving()).count();
    site.world()
        .quotas()
        .require(
            "L-69A177A2",
            used,
            () ->
                Refusal.of(
                    "TooManyLoadBalancers",
                    "The maximum number of load balancers has been reached"));
    iam.ensureServiceLinkedRole(site.location().accountId(), SERVICE);
    String name = request.name();
    String id = site.newId("loadbalancer");
    String region = site.location().region();
    LoadBalancer made =
        wanted.toBuilder()
            .loadBalancerArn(site.arn("loadbalancer/net/" + name + "/" + id))
            .dnsName(name + "-" + id + ".elb." + region + ".amazonaws.com")
            .canonicalHostedZoneId(AliasZones.of(region))
            .createdTime(site.now())
            .state(state(LoadBalancerStateEnum.PROVISIONING, Optional.empty()))
            .build();
    BalancerEntry entry =
        new BalancerEntry(
            made,
            Attributes.OF_BALANCERS,
            tags,
            placing.interfaces(site, made, made.availabilityZones()),
            false);
    site.balancers().put(entry.arn(), entry);
    Optional<String> failure = site.world().latencies().failure(site.location(), "LoadBalancer");
    LoadBalancerState then =
        state(
            failure.isPresent() ? LoadBalancerStateEnum.FAILED : LoadBalancerStateEnum.ACTIVE,
            failure);
    site.balancers()
        .schedule(
            entry.arn(),
            site.after(site.now(), "LoadBalancer/create"),
            it -> it.with(model -> model.state(then)));
    return entry;
  }

  private static LoadBalancerState state(LoadBalancerStateEnum code, Optional<String> reason) {
    return LoadBalancerState.builder().code(code).reason(reason.orElse(null)).build();
  }

  DescribeLoadBalancersResponse describe(Endpoint endpoint, DescribeLoadBalancersRequest request) {
    return endpoint.read(
        "DescribeLoadBalancers",
        call -> {
          Map<String, BalancerEntry> seen = service.at(call).balancers().seen();
          List<LoadBalancer> found = new ArrayList<>();
          Set<String> missing = new LinkedHashSet<>(request.loadBalancerArns());
          missing.addAll(request.names());
          boolean all = missing.isEmpty();
          for (BalancerEntry it : seen.values()) {
            boolean named = missing.remove(it.arn());
            named |= !it.leaving() && missing.remove(it.model().loadBalancerName());
            if (all || named) {
              found.add(it.model());
            }
          }
          if (!missing.isEmpty()) {
            throw Refusals.noSuchBalancer();
          }
          Page<LoadBalancer> page =
              Page.of(
                  found,
                  request.pageSize(),
                  MOST_ON_A_PAGE,
                  request.marker(),
                  Refusals::invalidPage);
          return DescribeLoadBalancersResponse.builder()
              .loadBalancers(page.items())
              .nextMarker(page.nextToken())
              .build();
        });
  }

  DescribeLoadBalancerAttributesResponse describeAttributes(
      Endpoint endpoint, DescribeLoadBalancerAttributesRequest request) {
    return endpoint.read(
        "DescribeLoadBalancerAttributes",
        call ->
            DescribeLoadBalancerAttributesResponse.builder()
                .attributes(
                    attributes(
                        service
                            .at(call)
                            .balancers()
                            .seen(request.loadBalancerArn())
                            .orElseThrow(Refusals::noSuchBalancer)
                            .attributes()))
                .build());
  }

  ModifyLoadBalancerAttributesResponse modifyAttributes(
      Endpoint endpoint, ModifyLoadBalancerAttributesRequest request) {
    return endpoint.call(
        ask("ModifyLoadBalancerAttributes", request.loadBalancerArn()),
        call -> {
          Site site = service.at(call);
          Map<String, String> changes = new LinkedHashMap<>();
          request.attributes().forEach(one -> changes.put(one.key(), one.value()));
          Map<String, String> all =
              Attributes.changed(
                  "Load balancer", site.balancer(request.loadBalancerArn()).attributes(), changes);
          change(site, request.loadBalancerArn(), it -> it.withAttributes(all));
          return ModifyLoadBalancerAttributesResponse.builder().attributes(attributes(all)).build();
        });
  }

  private static void change(Site site, String arn, UnaryOperator<BalancerEntry> change) {
    site.balancers().change(arn, change);
  }

  private static List<LoadBalancerAttribute> attributes(Map<String, String> all) {
    return all.entrySet().stream()
        .map(one -> LoadBalancerAttribute.builder().key(one.getKey()).value(one.getValue()).build())
        .toList();
  }

  /** Succeeds for one that is not there. */
  DeleteLoadBalancerResponse delete(Endpoint endpoint, DeleteLoadBalancerRequest request) {
    String arn = request.loadBalancerArn();
    return endpoint.call(
        CallSpec.write("DeleteLoadBalancer")
            .asking((call, access) ->
                access
                    .on(arn)
                    .resourceTags(
                        service
                            .at(call)
                            .balancers()
                            .known(arn)
                            .map(BalancerEntry::tags)
                            .orElseGet(Map::of))),
        call -> {
          Site site = service.at(call);
          site.balancers().known(arn).filter(it -> !it.leaving()).ifPresent(it -> remove(site, it));
          return DeleteLoadBalancerResponse.builder().build();
        });
  }

  private void remove(Site site, BalancerEntry balancer) {
    if ("true".equals(balancer.attributes().get(Attributes.DELETION_PROTECTION))) {
      throw Refusal.of(
          "OperationNotPermitted",
          "Load balancer '"
              + balancer.arn()
              + "' cannot be deleted because deletion protection is enabled");
    }
    site.listenersOf(balancer.arn())
        .map(ListenerEntry::arn)
        .toList()
        .forEach(listener -> site.listeners().remove(listener));
    Instant gone = site.after(site.now(), "LoadBalancer/delete");
    site.balancers().cancelScheduled(balancer.arn());
    change(site, balancer.arn(), BalancerEntry::inDeletion);
    site.balancers().removeAt(balancer.arn(), gone);
    Instant free = site.after(gone, "LoadBalancer.interfaces/delete");
    balancer.interfaces().forEach(id -> network.removeInterfaceAt(site.location(), id, free));
  }

  private CallSpec ask(String name, String arn) {
    return CallSpec.write(name)
        .asking((call, access) -> access.on(arn).resourceTags(service.at(call).tags(arn)));
  }
}
