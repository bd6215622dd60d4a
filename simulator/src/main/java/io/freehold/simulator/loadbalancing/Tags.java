package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** Tags of everything. */
final class Tags {
  private static final int MOST = 50;
  private static final int MOST_DESCRIBED = 20;

  private final LoadBalancing service;

  Tags(LoadBalancing service) {
    this.service = service;
  }

  static Map<String, String> map(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (tag.key().startsWith("aws:")) {
        throw Refusals.invalid("Tag keys must not begin with 'aws:'");
      }
      if (map.put(tag.key(), tag.value() == null ? "" : tag.value()) != null) {
        throw Refusal.of("DuplicateTagKeys", "Tag key '" + tag.key() + "' is given twice");
      }
    }
    return map;
  }

  DescribeTagsResponse describe(Endpoint endpoint, DescribeTagsRequest request) {
    return endpoint.read(
        "DescribeTags",
        call -> {
          if (request.resourceArns().size() > MOST_DESCRIBED) {
            throw Refusals.invalid("Up to 20 resources can be described at once");
          }
          Site site = service.at(call);
          return DescribeTagsResponse.builder()
              .tagDescriptions(
                  request.resourceArns().stream()
                      .map(arn ->
                          TagDescription.builder()
                              .resourceArn(arn)
                              .tags(tags(site.shownTags(arn)))
                              .build())
                      .toList())
              .build();
        });
  }

  AddTagsResponse add(Endpoint endpoint, AddTagsRequest request) {
    Map<String, String> tags = map(request.tags());
    return endpoint.call(
        CallSpec.write("AddTags")
            .asking((call, access) ->
                request
                    .resourceArns()
                    .forEach(arn ->
                        access.on(arn).resourceTags(service.at(call).tags(arn)).requestTags(tags))),
        call -> {
          Site site = service.at(call);
          for (String arn : request.resourceArns()) {
            Map<String, String> all = new LinkedHashMap<>(site.tags(arn));
            all.putAll(tags);
            if (all.size() > MOST) {
              throw Refusal.of("TooManyTags", "The maximum number of tags is " + MOST);
            }
            site.setTags(arn, all);
          }
          return AddTagsResponse.builder().build();
        });
  }

  RemoveTagsResponse remove(Endpoint endpoint, RemoveTagsRequest request) {
    return endpoint.call(
        CallSpec.write("RemoveTags")
            .asking((call, access) ->
                request
                    .resourceArns()
                    .forEach(arn ->
                        access
                            .on(arn)
                            .resourceTags(service.at(call).tags(arn))
                            .tagKeys(Set.copyOf(request.tagKeys())))),
        call -> {
          Site site = service.at(call);
          for (String arn : request.resourceArns()) {
            Map<String, String> all = new LinkedHashMap<>(site.tags(arn));
            all.keySet().removeAll(request.tagKeys());
            site.setTags(arn, all);
          }
          return RemoveTagsResponse.builder().build();
        });
  }

  private static List<Tag> tags(Map<String, String> map) {
    return map.entrySet().stream()
        .map(one -> Tag.builder().key(one.getKey()).value(one.getValue()).build())
        .toList();
  }
}
