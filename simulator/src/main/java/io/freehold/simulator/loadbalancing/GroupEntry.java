package io.freehold.simulator.loadbalancing;

import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** A target group, as it is kept; which load balancers use it follows from the listeners. */
record GroupEntry(TargetGroup model, Map<String, String> attributes, Map<String, String> tags)
    implements Entry<GroupEntry> {
  GroupEntry {
    attributes = Map.copyOf(attributes);
    tags = Map.copyOf(tags);
  }

  @Override
  public String arn() {
    return model.targetGroupArn();
  }

  @Override
  public GroupEntry withTags(Map<String, String> others) {
    return new GroupEntry(model, attributes, others);
  }

  GroupEntry with(UnaryOperator<TargetGroup.Builder> change) {
    return new GroupEntry(change.apply(model.toBuilder()).build(), attributes, tags);
  }

  GroupEntry withAttributes(Map<String, String> others) {
    return new GroupEntry(model, others, tags);
  }
}
