package io.freehold.simulator.loadbalancing;

import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * A listener, as it is kept.
 *
 * @param groupArn the target group that it forwards to
 */
record ListenerEntry(Listener model, String groupArn, Map<String, String> tags)
    implements Entry<ListenerEntry> {
  ListenerEntry {
    tags = Map.copyOf(tags);
  }

  @Override
  public String arn() {
    return model.listenerArn();
  }

  @Override
  public ListenerEntry withTags(Map<String, String> others) {
    return new ListenerEntry(model, groupArn, others);
  }
}
