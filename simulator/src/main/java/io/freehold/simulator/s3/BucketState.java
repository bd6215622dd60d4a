package io.freehold.simulator.s3;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;

/**
 * A bucket.
 *
 * @param facts what never changes
 * @param settings what does
 */
record BucketState(Facts facts, Settings settings) {
  /**
   * What never changes.
   *
   * @param serial tells one from an earlier bucket of the same name
   */
  record Facts(String name, String accountId, String region, Instant created, long serial) {
    String arn() {
      return "arn:aws:s3:::" + name;
    }
  }

  /**
   * What changes; empty where the bucket has no such setting.
   *
   * @param versioning empty where it was never set
   * @param tags without order
   */
  record Settings(
      ServerSideEncryptionConfiguration encryption,
      Optional<PublicAccessBlockConfiguration> publicAccessBlock,
      Optional<ObjectOwnership> ownership,
      Optional<BucketVersioningStatus> versioning,
      List<LifecycleRule> lifecycle,
      Optional<String> policy,
      Map<String, String> tags) {
    Settings {
      lifecycle = List.copyOf(lifecycle);
      tags = Map.copyOf(tags);
    }

    Settings encrypted(ServerSideEncryptionConfiguration next) {
      return new Settings(next, publicAccessBlock, ownership, versioning, lifecycle, policy, tags);
    }

    Settings blocking(Optional<PublicAccessBlockConfiguration> next) {
      return new Settings(encryption, next, ownership, versioning, lifecycle, policy, tags);
    }

    Settings owned(Optional<ObjectOwnership> next) {
      return new Settings(encryption, publicAccessBlock, next, versioning, lifecycle, policy, tags);
    }

    Settings versioned(BucketVersioningStatus next) {
      return new Settings(
          encryption, publicAccessBlock, ownership, Optional.of(next), lifecycle, policy, tags);
    }

    Settings expiring(List<LifecycleRule> next) {
      return new Settings(encryption, publicAccessBlock, ownership, versioning, next, policy, tags);
    }

    Settings under(Optional<String> next) {
      return new Settings(
          encryption, publicAccessBlock, ownership, versioning, lifecycle, next, tags);
    }

    Settings tagged(Map<String, String> next) {
      return new Settings(
          encryption, publicAccessBlock, ownership, versioning, lifecycle, policy, next);
    }
  }

  String name() {
    return facts.name();
  }

  BucketState with(Settings next) {
    return new BucketState(facts, next);
  }
}
