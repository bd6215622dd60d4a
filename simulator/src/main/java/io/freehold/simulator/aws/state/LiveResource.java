package io.freehold.simulator.aws.state;

import java.util.Map;

/**
 * Something that exists and would be a leak if nobody knew of it.
 *
 * @param kind as the latency profile names it: {@code NatGateway}
 * @param id as the service's API names it
 * @param arn its ARN
 * @param region its region, or {@code aws-global}
 * @param tags its tags
 */
public record LiveResource(
    String kind, String id, String arn, String region, Map<String, String> tags) {
  public LiveResource {
    tags = Map.copyOf(tags);
  }
}
