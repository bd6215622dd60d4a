package io.freehold.aws.iam;

import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Intent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/** How IAM is talked to, the same for all its kinds. */
final class Iam {
  private Iam() {}

  /** The owner's tags, in the request that creates a thing. */
  static List<Tag> tags(AwsSession aws, Intent intent) {
    return aws.tags(intent, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  /** A role's besides: its tags are also those of whoever acts as the role. */
  static List<Tag> roleTags(AwsSession aws, Intent intent) {
    return Role.tags(aws.owner(), aws.userTags(), intent.node(), aws.region().id())
        .entrySet()
        .stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  static Tag regionTag(AwsSession aws) {
    return Tag.builder().key(AwsSession.REGION_TAG).value(aws.region().id()).build();
  }

  static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  /**
   * A document as IAM returns it: percent-encoded, in every call that returns one. <a
   * href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html">Source</a>.
   */
  static String document(String returned) {
    String text =
        returned.startsWith("{") ? returned : URLDecoder.decode(returned, StandardCharsets.UTF_8);
    return PolicyDocument.normalize(text);
  }

  /** Takes away what may be gone already. */
  static void ifThere(Runnable removal) {
    try {
      removal.run();
    } catch (NoSuchEntityException e) {
      // Gone: just what was wanted.
    }
  }
}
