package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** EC2's tags. */
final class Tags {
  private static final int MOST = 50;

  private Tags() {}

  /** The tags that a creating request gives to the thing of this type. */
  static List<Tag> given(List<TagSpecification> specifications, String type) {
    List<Tag> tags = new ArrayList<>();
    for (TagSpecification specification : specifications) {
      if (!type.equals(specification.resourceTypeAsString())) {
        throw Refusal.of(
            "InvalidParameterValue",
            "'"
                + specification.resourceTypeAsString()
                + "' is not a valid taggable resource type for this operation.");
      }
      tags.addAll(specification.tags());
    }
    return checked(tags);
  }

  static List<Tag> checked(List<Tag> tags) {
    for (Tag tag : tags) {
      if (tag.key().startsWith("aws:")) {
        throw Refusal.of(
            "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (tag.key().isEmpty() || tag.key().length() > 127) {
        throw Refusal.of("InvalidParameterValue", "Tag key exceeds the maximum length");
      }
    }
    return of(map(tags));
  }

  static Map<String, String> map(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return map;
  }

  static List<Tag> of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  /** The old tags overlaid with new ones. */
  static List<Tag> merged(List<Tag> old, List<Tag> more) {
    Map<String, String> all = map(old);
    all.putAll(map(more));
    if (all.size() > MOST) {
      throw Refusal.of(
          "TagLimitExceeded", "The maximum number of tags per resource is " + MOST + ".");
    }
    return of(all);
  }
}
