package io.freehold.aws.session;

import java.util.List;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** Whatever in an account carries an owner's tag, whether or not we know of it. */
public final class Tagged {
  private Tagged() {}

  /**
   * The ARNs of all that is the session's owner's, of every kind that can be tagged but IAM's; and
   * of some that is gone: AWS searches what is or was tagged (<a
   * href="https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html">source</a>).
   */
  public static List<String> arns(AwsSession aws) {
    return aws
        .tagging()
        .getResourcesPaginator(r ->
            r.tagFilters(
                TagFilter.builder().key(AwsSession.OWNER_TAG).values(aws.owner().name()).build()))
        .resourceTagMappingList()
        .stream()
        .map(ResourceTagMapping::resourceARN)
        .toList();
  }
}
