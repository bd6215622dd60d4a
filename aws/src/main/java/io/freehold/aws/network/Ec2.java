package io.freehold.aws.network;

import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** How EC2 is talked to, the same for all its kinds. */
public final class Ec2 {
  private Ec2() {}

  /** The owner's tags, in the request that creates a thing. */
  public static TagSpecification tags(AwsSession aws, Intent intent, ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(aws.tags(intent, (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  /** EC2's tags, by key. */
  public static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  /**
   * Asks for ids by filter: unlike a list of ids, it does not fail as a whole where one is gone.
   */
  public static Filter filter(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  /** The things of one node of one owner. */
  public static List<Filter> ownedBy(Owner owner, String node) {
    return List.of(
        filter("tag:" + AwsSession.OWNER_TAG, List.of(owner.name())),
        filter("tag:" + AwsSession.NODE_TAG, List.of(node)));
  }

  /** Deletes what may be gone already, which AWS says with a code that ends in {@code NotFound}. */
  public static void deleteIfThere(Runnable delete) {
    try {
      delete.run();
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (!code.endsWith("NotFound")) {
        throw e;
      }
    }
  }
}
