package io.freehold.aws.loadbalancing;

import static io.freehold.aws.catalogue.Scope.own;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/**
 * A port of a load balancer. TLS passes through: it ends at the gateway.
 *
 * @param loadBalancerArn whose port it is, fixed
 * @param port that clients connect to, fixed
 * @param targetGroupArn where connections go
 */
public record Listener(String loadBalancerArn, int port, String targetGroupArn) {
  public static final AwsType<Listener, Observed> TYPE = new Type();

  /** What is there. */
  public record Observed(
      String arn, String loadBalancerArn, int port, String protocol, String targetGroupArn) {}

  private static final ProtocolEnum PROTOCOL = ProtocolEnum.TCP;

  private static final String LISTENER = "arn:aws:elasticloadbalancing:*:*:listener/net/*";

  private static final class Type implements AwsType<Listener, Observed> {
    @Override
    public String kind() {
      return "Listener";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EC2)
          .inspect(
              "elasticloadbalancing:DescribeListeners",
              "elasticloadbalancing:DescribeLoadBalancers",
              "elasticloadbalancing:DescribeTags")
          .provision(own(LoadBalancer.BALANCER), "elasticloadbalancing:CreateListener")
          .provision(Elb.taggedBy("CreateListener", LISTENER), "elasticloadbalancing:AddTags")
          .change(own(LISTENER), "elasticloadbalancing:ModifyListener")
          .delete(own(LISTENER), "elasticloadbalancing:DeleteListener");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> arns) {
      Map<String, Observed> there = there(aws, arns);
      var tags = Elb.tags(aws, there.keySet());
      Map<String, Observation<Observed>> found = new HashMap<>();
      there.forEach((arn, listener) ->
          found.put(
              arn,
              new Observation.Present<>(
                  listener, aws.ownership(tags.getOrDefault(arn, Map.of())))));
      return found;
    }

    /** {@code …:listener/net/name/id/own} belongs to {@code …:loadbalancer/net/name/id}. */
    private static String loadBalancerOf(String listenerArn) {
      return listenerArn
          .substring(0, listenerArn.lastIndexOf('/'))
          .replace(":listener/", ":loadbalancer/");
    }

    /** All at once; by load balancer where one may not be there, which would fail them all. */
    private static Map<String, Observed> there(AwsSession aws, Set<String> arns) {
      if (aws.reads().areEstablished(arns)) {
        try {
          return listeners(aws, r -> r.listenerArns(arns));
        } catch (ListenerNotFoundException | LoadBalancerNotFoundException e) {
          return byBalancer(aws, arns);
        }
      }
      return byBalancer(aws, arns);
    }

    private static Map<String, Observed> byBalancer(AwsSession aws, Set<String> arns) {
      Set<String> balancers = new TreeSet<>();
      arns.forEach(arn -> balancers.add(loadBalancerOf(arn)));
      Map<String, Observed> there = new HashMap<>();
      balancers.forEach(balancer -> there.putAll(listenersOf(aws, balancer)));
      there.keySet().retainAll(arns);
      return there;
    }

    private static Map<String, Observed> listenersOf(AwsSession aws, String balancer) {
      try {
        return listeners(aws, r -> r.loadBalancerArn(balancer));
      } catch (LoadBalancerNotFoundException e) {
        return Map.of(); // its listeners went with it
      }
    }

    private static Map<String, Observed> listeners(
        AwsSession aws, Consumer<DescribeListenersRequest.Builder> which) {
      Map<String, Observed> found = new HashMap<>();
      aws.loadBalancing()
          .describeListenersPaginator(which)
          .listeners()
          .forEach(one ->
              found.put(
                  one.listenerArn(),
                  new Observed(
                      one.listenerArn(),
                      one.loadBalancerArn(),
                      one.port(),
                      one.protocolAsString(),
                      // One that spreads over several has none of its own.
                      one.defaultActions().stream()
                          .flatMap(action -> Stream.ofNullable(action.targetGroupArn()))
                          .findFirst()
                          .orElse(""))));
      return found;
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      Set<String> arns = new TreeSet<>();
      aws.loadBalancing()
          .describeLoadBalancersPaginator(r -> {})
          .loadBalancers()
          .forEach(one -> arns.addAll(listenersOf(aws, one.loadBalancerArn()).keySet()));
      return Elb.tags(aws, arns).entrySet().stream()
          .filter(one -> Elb.ownedBy(one.getValue(), owner, node))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, Listener desired, Intent intent) {
      return aws.loadBalancing()
          .createListener(r ->
              r.loadBalancerArn(desired.loadBalancerArn())
                  .protocol(PROTOCOL)
                  .port(desired.port())
                  .defaultActions(forward(desired))
                  .tags(Elb.tags(aws, intent)))
          .listeners()
          .getFirst()
          .listenerArn();
    }

    @Override
    public Diff diff(Listener desired, Observed observed) {
      return Diff.compare()
          .fixed("loadBalancerArn", desired.loadBalancerArn(), observed.loadBalancerArn())
          .fixed("port", desired.port(), observed.port())
          .field("protocol", PROTOCOL.toString(), observed.protocol())
          .field("targetGroupArn", desired.targetGroupArn(), observed.targetGroupArn())
          .done();
    }

    @Override
    public void update(AwsSession aws, String arn, Listener desired, Observed observed) {
      aws.loadBalancing()
          .modifyListener(
              r -> r.listenerArn(arn).protocol(PROTOCOL).defaultActions(forward(desired)));
    }

    @Override
    public void delete(AwsSession aws, String arn) {
      try {
        aws.loadBalancing().deleteListener(r -> r.listenerArn(arn));
      } catch (AwsServiceException e) {
        if (e.awsErrorDetails() == null
            || !e.awsErrorDetails().errorCode().equals("ListenerNotFound")) {
          throw e;
        }
      }
    }

    private static Action forward(Listener desired) {
      return Action.builder()
          .type(ActionTypeEnum.FORWARD)
          .targetGroupArn(desired.targetGroupArn())
          .build();
    }

    @Override
    public Observed predict(Listener desired) {
      return new Observed(
          "arn:planned:listener/" + desired.port(),
          desired.loadBalancerArn(),
          desired.port(),
          PROTOCOL.toString(),
          desired.targetGroupArn());
    }
  }
}
