package io.freehold.aws.loadbalancing;

import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** How Elastic Load Balancing is talked to, the same for all its kinds. */
final class Elb {
  /** So many ARNs at most in one DescribeTags. */
  private static final int TAGS_AT_ONCE = 20;

  private Elb() {}

  /** The tags of a creating request, which are an action of their own. */
  static Scope taggedBy(String creation, String arn) {
    return Scope.created(arn)
        .labelled("Tag")
        .when("StringEquals", "elasticloadbalancing:CreateAction", creation);
  }

  static List<Tag> tags(AwsSession aws, Intent intent) {
    return aws.tags(intent, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  /** The tags of several things, by ARN. One read for those of all kinds, where it can be. */
  static Map<String, Map<String, String>> tags(AwsSession aws, Collection<String> arns) {
    return aws.reads().tags("elasticloadbalancing", arns, all -> readTags(aws, all));
  }

  private static Map<String, Map<String, String>> readTags(
      AwsSession aws, Collection<String> arns) {
    Map<String, Map<String, String>> all = new HashMap<>();
    List<String> left = new ArrayList<>(arns);
    for (int from = 0; from < left.size(); from += TAGS_AT_ONCE) {
      List<String> some = left.subList(from, Math.min(from + TAGS_AT_ONCE, left.size()));
      for (TagDescription one :
          aws.loadBalancing().describeTags(r -> r.resourceArns(some)).tagDescriptions()) {
        Map<String, String> tags = new HashMap<>();
        one.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        all.put(one.resourceArn(), tags);
      }
    }
    return all;
  }

  /** Whether these are the tags of that node of that owner. */
  static boolean ownedBy(Map<String, String> tags, Owner owner, String node) {
    return owner.name().equals(tags.get(AwsSession.OWNER_TAG))
        && node.equals(tags.get(AwsSession.NODE_TAG));
  }
}
