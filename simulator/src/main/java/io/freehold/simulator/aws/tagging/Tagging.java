package io.freehold.simulator.aws.tagging;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import java.util.Map;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.InvalidParameterException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.PaginationTokenExpiredException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceGroupsTaggingApiException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ThrottledException;

/** The Resource Groups Tagging API over everything that the other services have. */
public final class Tagging implements Service<ResourceGroupsTaggingApiClient> {
  private final World world;
  private final Traces traces;

  public Tagging(World world) {
    this.world = world;
    traces = new Traces(world);
  }

  @Override
  public Class<ResourceGroupsTaggingApiClient> type() {
    return ResourceGroupsTaggingApiClient.class;
  }

  @Override
  public Dialect dialect() {
    return new Dialect(
        "tag",
        "ResourceGroupsTaggingAPI",
        false,
        Codes.JSON.throttledAs("ThrottledException", 400),
        // https://docs.aws.amazon.com/general/latest/gr/arg.html
        (name, mutating) -> new RateLimit(name, 15, 15),
        ResourceGroupsTaggingApiException::builder,
        Map.of(
            "ThrottledException",
            ThrottledException::builder,
            "InvalidParameterException",
            InvalidParameterException::builder,
            "PaginationTokenExpiredException",
            PaginationTokenExpiredException::builder));
  }

  @Override
  public ResourceGroupsTaggingApiClient client(Endpoint endpoint) {
    return new Client(endpoint, world, traces);
  }
}
