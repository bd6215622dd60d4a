package io.freehold.simulator.eks;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Sites;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.eks.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.eks.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.eks.model.TagResourceRequest;
import software.amazon.awssdk.services.eks.model.TagResourceResponse;
import software.amazon.awssdk.services.eks.model.UntagResourceRequest;
import software.amazon.awssdk.services.eks.model.UntagResourceResponse;

/** Tags of everything that EKS has. */
final class Tagging {
  private final Sites<Site> sites;

  Tagging(Sites<Site> sites) {
    this.sites = sites;
  }

  /** Tags that come with a creation are an action of their own. */
  static void askNew(Access access, String arn, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      access.to("eks:TagResource", arn).requestTags(tags);
    }
  }

  TagResourceResponse tag(Endpoint endpoint, TagResourceRequest request) {
    return endpoint.call(
        CallSpec.write("TagResource")
            .asking((call, access) -> {
              LiveResource it = find(sites.at(call.location()), request.resourceArn());
              access.on(it.arn()).resourceTags(it.tags()).requestTags(request.tags());
            }),
        call -> {
          change(
              sites.at(call.location()),
              request.resourceArn(),
              tags -> {
                Map<String, String> all = new HashMap<>(tags);
                all.putAll(request.tags());
                return all;
              });
          return TagResourceResponse.builder().build();
        });
  }

  UntagResourceResponse untag(Endpoint endpoint, UntagResourceRequest request) {
    return endpoint.call(
        CallSpec.write("UntagResource")
            .asking((call, access) -> {
              LiveResource it = find(sites.at(call.location()), request.resourceArn());
              access.on(it.arn()).resourceTags(it.tags()).tagKeys(Set.copyOf(request.tagKeys()));
            }),
        call -> {
          change(
              sites.at(call.location()),
              request.resourceArn(),
              tags -> {
                Map<String, String> rest = new HashMap<>(tags);
                request.tagKeys().forEach(rest::remove);
                return rest;
              });
          return UntagResourceResponse.builder().build();
        });
  }

  ListTagsForResourceResponse list(Endpoint endpoint, ListTagsForResourceRequest request) {
    return endpoint.call(
        CallSpec.read("ListTagsForResource")
            .asking((call, access) -> {
              LiveResource it = find(sites.at(call.location()), request.resourceArn());
              access.on(it.arn()).resourceTags(it.tags());
            }),
        call ->
            ListTagsForResourceResponse.builder()
                .tags(find(sites.at(call.location()), request.resourceArn()).tags())
                .build());
  }

  private static LiveResource find(Site site, String arn) {
    return site.live()
        .filter(it -> it.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("No resource found for ARN: " + arn));
  }

  private static void change(Site site, String arn, UnaryOperator<Map<String, String>> change) {
    LiveResource it = find(site, arn);
    String id = it.id();
    switch (it.kind()) {
      case "EksCluster" ->
          site.clusters().change(id, c -> c.toBuilder().tags(change.apply(c.tags())).build());
      case "NodeGroup" ->
          site.groups()
              .change(
                  id,
                  g -> g.with(g.shown().toBuilder().tags(change.apply(g.shown().tags())).build()));
      case "AddOn" ->
          site.addons().change(id, a -> a.toBuilder().tags(change.apply(a.tags())).build());
      case "AccessEntry" ->
          site.entries()
              .change(
                  id,
                  e -> e.with(e.entry().toBuilder().tags(change.apply(e.entry().tags())).build()));
      case "PodIdentityAssociation" ->
          site.associations().change(id, a -> a.toBuilder().tags(change.apply(a.tags())).build());
      default -> throw new IllegalStateException("EKS has no " + it.kind());
    }
  }
}
