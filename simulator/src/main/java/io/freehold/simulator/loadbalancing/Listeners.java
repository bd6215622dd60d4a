package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Listeners: which port of a load balancer sends to which target group. */
final class Listeners {
  private static final int MOST_ON_A_PAGE = 400;

  private final LoadBalancing service;

  Listeners(LoadBalancing service) {
    this.service = service;
  }

  CreateListenerResponse create(Endpoint endpoint, CreateListenerRequest request) {
    Map<String, String> tags = Tags.map(request.tags());
    return endpoint.call(
        CallSpec.write("CreateListener")
            .asking((call, access) -> {
              Site site = service.at(call);
              String balancer = request.loadBalancerArn();
              access.on(balancer).resourceTags(site.tags(balancer)).requestTags(tags);
              LoadBalancing.askTags(access, "CreateListener", listenerArn(balancer, "*"), tags);
            }),
        call -> {
          Site site = service.at(call);
          Listener made = make(site, request, tags);
          return CreateListenerResponse.builder().listeners(made).build();
        });
  }

  private static String listenerArn(String balancerArn, String id) {
    return balancerArn.replace(":loadbalancer/", ":listener/") + "/" + id;
  }

  private static Listener make(Site site, CreateListenerRequest request, Map<String, String> tags) {
    BalancerEntry balancer = site.balancer(request.loadBalancerArn());
    if (request.protocol() != ProtocolEnum.TCP) {
      throw new UnsupportedOperationException("only TCP listeners are simulated");
    }
    Integer port = request.port();
    if (port == null || port < 1 || port > 65_535) {
      throw Refusals.invalid("A port must be between 1 and 65535, found '" + port + "'");
    }
    String group = target(site, balancer, request.defaultActions());
    Optional<ListenerEntry> there =
        site.listenersOf(balancer.arn()).filter(it -> it.model().port().equals(port)).findFirst();
    if (there.isPresent()) {
      if (!there.get().groupArn().equals(group)) {
        throw Refusal.of(
            "DuplicateListener",
            "A listener already exists on this port for this load balancer '"
                + balancer.arn()
                + "'");
      }
      return there.get().model();
    }
    String arn = listenerArn(balancer.arn(), site.newId("listener"));
    Listener listener =
        Listener.builder()
            .listenerArn(arn)
            .loadBalancerArn(balancer.arn())
            .protocol(request.protocol())
            .port(port)
            .defaultActions(forward(group))
            .build();
    site.listeners().put(arn, new ListenerEntry(listener, group, tags));
    return listener;
  }

  /** As it is shown, whichever of the two forms it was given in. */
  private static Action forward(String group) {
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .targetGroupArn(group)
        .forwardConfig(
            f -> f.targetGroups(TargetGroupTuple.builder().targetGroupArn(group).build()))
        .build();
  }

  private static String target(Site site, BalancerEntry balancer, List<Action> actions) {
    if (actions.size() != 1 || actions.getFirst().type() != ActionTypeEnum.FORWARD) {
      throw Refusals.invalid("A listener of a network load balancer has one action, 'forward'");
    }
    Action action = actions.getFirst();
    String group = action.targetGroupArn();
    if (group == null) {
      if (action.forwardConfig() == null || action.forwardConfig().targetGroups().size() != 1) {
        throw Refusals.invalid("A target group must be specified");
      }
      group = action.forwardConfig().targetGroups().getFirst().targetGroupArn();
    }
    String arn = group;
    if (!site.group(arn).model().vpcId().equals(balancer.model().vpcId())) {
      throw Refusals.invalidConfiguration(
          "The following target groups are in a different VPC than load balancer '"
              + balancer.arn()
              + "': "
              + arn);
    }
    if (site.usersOf(arn).anyMatch(user -> !user.equals(balancer.arn()))) {
      throw Refusal.of(
          "TargetGroupAssociationLimit",
          "The following target groups cannot be associated with more than one load balancer: "
              + arn);
    }
    return arn;
  }

  DescribeListenersResponse describe(Endpoint endpoint, DescribeListenersRequest request) {
    return endpoint.read(
        "DescribeListeners",
        call -> {
          Site site = service.at(call);
          String balancer = request.loadBalancerArn();
          Set<String> missing = new LinkedHashSet<>(request.listenerArns());
          if (balancer == null && missing.isEmpty()) {
            throw Refusals.invalid("Either a load balancer or listeners must be specified");
          }
          if (balancer != null && site.balancers().seen(balancer).isEmpty()) {
            throw Refusals.noSuchBalancer();
          }
          List<Listener> found = new ArrayList<>();
          for (ListenerEntry it : site.listeners().seen().values()) {
            if (missing.remove(it.arn()) || it.model().loadBalancerArn().equals(balancer)) {
              found.add(it.model());
            }
          }
          if (!missing.isEmpty()) {
            throw Refusals.noSuchListener();
          }
          Page<Listener> page =
              Page.of(
                  found,
                  request.pageSize(),
                  MOST_ON_A_PAGE,
                  request.marker(),
                  Refusals::invalidPage);
          return DescribeListenersResponse.builder()
              .listeners(page.items())
              .nextMarker(page.nextToken())
              .build();
        });
  }

  ModifyListenerResponse modify(Endpoint endpoint, ModifyListenerRequest request) {
    return endpoint.call(
        ask("ModifyListener", request.listenerArn()),
        call -> {
          Site site = service.at(call);
          ListenerEntry old = site.listener(request.listenerArn());
          ProtocolEnum protocol =
              request.protocol() == null ? old.model().protocol() : request.protocol();
          if (protocol != ProtocolEnum.TCP && protocol != ProtocolEnum.TLS) {
            throw new UnsupportedOperationException("only TCP and TLS listeners are simulated");
          }
          if (protocol == ProtocolEnum.TLS && request.certificates().isEmpty()) {
            throw Refusal.of(
                "CertificateNotFound", "A certificate must be specified for TLS listeners");
          }
          BalancerEntry balancer = site.balancer(old.model().loadBalancerArn());
          String group =
              request.defaultActions().isEmpty()
                  ? old.groupArn()
                  : target(site, balancer, request.defaultActions());
          Integer port = request.port() == null ? old.model().port() : request.port();
          boolean taken =
              site.listenersOf(balancer.arn())
                  .anyMatch(it -> !it.arn().equals(old.arn()) && it.model().port().equals(port));
          if (taken) {
            throw Refusal.of(
                "DuplicateListener",
                "A listener already exists on this port for this load balancer '"
                    + balancer.arn()
                    + "'");
          }
          Listener changed =
              old.model().toBuilder()
                  .port(port)
                  .protocol(protocol)
                  .certificates(protocol == ProtocolEnum.TLS ? request.certificates() : List.of())
                  .defaultActions(forward(group))
                  .build();
          site.listeners().change(old.arn(), it -> new ListenerEntry(changed, group, it.tags()));
          return ModifyListenerResponse.builder().listeners(changed).build();
        });
  }

  DeleteListenerResponse delete(Endpoint endpoint, DeleteListenerRequest request) {
    return endpoint.call(
        ask("DeleteListener", request.listenerArn()),
        call -> {
          Site site = service.at(call);
          site.listener(request.listenerArn());
          site.listeners().remove(request.listenerArn());
          return DeleteListenerResponse.builder().build();
        });
  }

  private CallSpec ask(String name, String arn) {
    return CallSpec.write(name)
        .asking((call, access) -> access.on(arn).resourceTags(service.at(call).tags(arn)));
  }
}
