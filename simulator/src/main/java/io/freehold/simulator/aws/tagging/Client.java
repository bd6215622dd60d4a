package io.freehold.simulator.aws.tagging;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** What is simulated of the Tagging API: the search. */
final class Client implements ResourceGroupsTaggingApiClient {
  private static final int MOST_ON_A_PAGE = 100;

  private final Endpoint endpoint;
  private final World world;
  private final Traces traces;

  Client(Endpoint endpoint, World world, Traces traces) {
    this.endpoint = endpoint;
    this.world = world;
    this.traces = traces;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /** Shows what carries at least one tag, in the client's region. */
  @Override
  public GetResourcesResponse getResources(GetResourcesRequest request) {
    return endpoint.read(
        "GetResources",
        call -> {
          Page<LiveResource> page =
              Page.of(
                  found(call, request),
                  request.resourcesPerPage(),
                  MOST_ON_A_PAGE,
                  // The SDK's paginator starts with no token and AWS ends with an empty one.
                  request.paginationToken() == null || request.paginationToken().isEmpty()
                      ? null
                      : request.paginationToken(),
                  () ->
                      Refusal.of(
                          "PaginationTokenExpiredException", "The pagination token is not valid."));
          return GetResourcesResponse.builder()
              .resourceTagMappingList(page.items().stream().map(Client::mapping).toList())
              .paginationToken(page.next().orElse(""))
              .build();
        });
  }

  private List<LiveResource> found(CallContext call, GetResourcesRequest request) {
    if (!request.resourceARNList().isEmpty()) {
      throw new UnsupportedOperationException("resourceARNList is not simulated");
    }
    return Stream.concat(world.seen(call.accountId()).stream(), traces.in(call.accountId()))
        .filter(it -> !it.tags().isEmpty() && isShown(it, call.region()))
        .filter(it -> isOfType(it, request.resourceTypeFilters()))
        .filter(it -> request.tagFilters().stream().allMatch(filter -> matches(it, filter)))
        .sorted(Comparator.comparing(LiveResource::arn))
        .toList();
  }

  /** IAM is not covered; what knows no region is shown in us-east-1. */
  private static boolean isShown(LiveResource it, String region) {
    String place = it.region().equals(Location.GLOBAL) ? "us-east-1" : it.region();
    return place.equals(region) && !it.arn().startsWith("arn:aws:iam:");
  }

  /** A filter is a service, {@code ec2}, or a service and a type, {@code ec2:vpc}. */
  private static boolean isOfType(LiveResource it, List<String> filters) {
    String[] parts = it.arn().split(":", 6);
    String service = parts[2];
    String type = service + ":" + parts[5].split("[/:]", 2)[0];
    return filters.isEmpty() || Stream.of(service, type).anyMatch(filters::contains);
  }

  private static boolean matches(LiveResource it, TagFilter filter) {
    String value = it.tags().get(filter.key());
    return value != null && (filter.values().isEmpty() || filter.values().contains(value));
  }

  private static ResourceTagMapping mapping(LiveResource it) {
    return ResourceTagMapping.builder()
        .resourceARN(it.arn())
        .tags(
            it.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
