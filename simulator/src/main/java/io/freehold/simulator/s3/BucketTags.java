package io.freehold.simulator.s3;

import io.freehold.simulator.aws.call.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags of buckets. */
final class BucketTags {
  private static final int MOST = 50;

  private BucketTags() {}

  static Map<String, String> of(List<Tag> tags) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Tag tag : tags) {
      if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw invalid("System tags cannot be added/updated by requester");
      }
      if (all.put(tag.key(), tag.value()) != null) {
        throw invalid("Cannot provide multiple Tags with the same key");
      }
    }
    if (all.size() > MOST) {
      throw Refusal.of("BadRequest", 400, "Bucket tag count cannot be greater than 50");
    }
    return all;
  }

  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static Refusal invalid(String message) {
    return Refusal.of("InvalidTag", 400, message);
  }
}
