package io.freehold.simulator.cloudformation.resource;

import java.util.Map;

/**
 * A resource as it was made.
 *
 * @param id its physical id, which is also what {@code Ref} gives for all kinds here
 * @param attributes what {@code Fn::GetAtt} gives
 */
public record Physical(String id, Map<String, String> attributes) {
  public Physical {
    attributes = Map.copyOf(attributes);
  }
}
