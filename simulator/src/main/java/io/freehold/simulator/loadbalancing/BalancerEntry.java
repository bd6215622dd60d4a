package io.freehold.simulator.loadbalancing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/**
 * A load balancer, as it is kept.
 *
 * @param interfaces the ids of its network interfaces
 * @param leaving whether it is being deleted: still shown for a while, its name free again
 */
record BalancerEntry(
    LoadBalancer model,
    Map<String, String> attributes,
    Map<String, String> tags,
    List<String> interfaces,
    boolean leaving)
    implements Entry<BalancerEntry> {
  BalancerEntry {
    attributes = Map.copyOf(attributes);
    tags = Map.copyOf(tags);
    interfaces = List.copyOf(interfaces);
  }

  @Override
  public String arn() {
    return model.loadBalancerArn();
  }

  @Override
  public BalancerEntry withTags(Map<String, String> others) {
    return new BalancerEntry(model, attributes, others, interfaces, leaving);
  }

  BalancerEntry with(UnaryOperator<LoadBalancer.Builder> change) {
    return new BalancerEntry(
        change.apply(model.toBuilder()).build(), attributes, tags, interfaces, leaving);
  }

  BalancerEntry withAttributes(Map<String, String> others) {
    return new BalancerEntry(model, others, tags, interfaces, leaving);
  }

  /** With these network interfaces. */
  BalancerEntry at(List<String> others) {
    return new BalancerEntry(model, attributes, tags, others, leaving);
  }

  BalancerEntry inDeletion() {
    return new BalancerEntry(model, attributes, tags, interfaces, true);
  }

  Set<String> subnets() {
    Set<String> subnets = new TreeSet<>();
    model.availabilityZones().stream().map(AvailabilityZone::subnetId).forEach(subnets::add);
    return subnets;
  }
}
