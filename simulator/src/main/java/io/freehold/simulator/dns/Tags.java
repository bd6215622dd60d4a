package io.freehold.simulator.dns;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.ListTagsForResourcesRequest;
import software.amazon.awssdk.services.route53.model.ListTagsForResourcesResponse;
import software.amazon.awssdk.services.route53.model.ResourceTagSet;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Tags of hosted zones, which cannot be given when they are made. */
final class Tags {
  private final Route53 service;

  Tags(Route53 service) {
    this.service = service;
  }

  ChangeTagsForResourceResponse change(Endpoint endpoint, ChangeTagsForResourceRequest request) {
    requireZone(request.resourceType());
    return endpoint.call(
        CallSpec.write("ChangeTagsForResource")
            .asking((call, access) -> access.on(Route53.arn(request.resourceId()))),
        call -> {
          Site site = service.at(call);
          Zone zone = site.zone(request.resourceId());
          Map<String, String> tags = new LinkedHashMap<>(zone.tags());
          tags.keySet().removeAll(request.removeTagKeys());
          request.addTags().forEach(tag -> tags.put(tag.key(), tag.value()));
          site.zones().change(zone.id(), it -> it.withTags(tags));
          return ChangeTagsForResourceResponse.builder().build();
        });
  }

  ListTagsForResourceResponse list(Endpoint endpoint, ListTagsForResourceRequest request) {
    requireZone(request.resourceType());
    return endpoint.call(
        CallSpec.read("ListTagsForResource")
            .asking((call, access) -> access.on(Route53.arn(request.resourceId()))),
        call ->
            ListTagsForResourceResponse.builder()
                .resourceTagSet(tags(service.at(call).shownZone(request.resourceId())))
                .build());
  }

  ListTagsForResourcesResponse listAll(Endpoint endpoint, ListTagsForResourcesRequest request) {
    requireZone(request.resourceType());
    return endpoint.call(
        CallSpec.read("ListTagsForResources")
            .asking(
                (call, access) -> request.resourceIds().forEach(id -> access.on(Route53.arn(id)))),
        call -> {
          Site site = service.at(call);
          List<ResourceTagSet> all =
              request.resourceIds().stream().map(id -> tags(site.shownZone(id))).toList();
          return ListTagsForResourcesResponse.builder().resourceTagSets(all).build();
        });
  }

  private static ResourceTagSet tags(Zone zone) {
    return ResourceTagSet.builder()
        .resourceType(TagResourceType.HOSTEDZONE)
        .resourceId(zone.id())
        .tags(
            zone.tags().entrySet().stream()
                .map(one -> Tag.builder().key(one.getKey()).value(one.getValue()).build())
                .toList())
        .build();
  }

  private static void requireZone(TagResourceType type) {
    if (type != TagResourceType.HOSTEDZONE) {
      throw new UnsupportedOperationException("only hosted zones are simulated");
    }
  }
}
