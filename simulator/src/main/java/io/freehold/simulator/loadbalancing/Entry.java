package io.freehold.simulator.loadbalancing;

import java.util.Map;

/** Something with an ARN and tags. */
interface Entry<T extends Entry<T>> {
  String arn();

  Map<String, String> tags();

  T withTags(Map<String, String> others);
}
