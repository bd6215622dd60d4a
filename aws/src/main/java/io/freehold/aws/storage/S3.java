package io.freehold.aws.storage;

import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Intent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** How S3 is talked to. */
final class S3 {
  /** What S3 says where a bucket has no such setting. */
  private static final Set<String> UNSET =
      Set.of(
          "NoSuchTagSet",
          "NoSuchBucketPolicy",
          "NoSuchLifecycleConfiguration",
          "NoSuchPublicAccessBlockConfiguration",
          "OwnershipControlsNotFoundError",
          "ServerSideEncryptionConfigurationNotFoundError");

  private S3() {}

  /** The owner's tags, in the request that creates a bucket. */
  static List<Tag> tags(AwsSession aws, Intent intent) {
    return aws.tags(intent, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  /** A setting; empty where the bucket has none. */
  static <T> Optional<T> optional(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (S3Exception e) {
      if (UNSET.contains(code(e))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Does nothing more where the bucket does not exist. */
  static void ifBucket(Runnable calls) {
    try {
      calls.run();
    } catch (S3Exception e) {
      if (!code(e).equals("NoSuchBucket")) {
        throw e;
      }
    }
  }

  /** Refuses a name that is taken, by anybody. */
  static void requireFree(AwsSession aws, String name) {
    try {
      aws.s3().getBucketTagging(r -> r.bucket(name).expectedBucketOwner(aws.accountId()));
    } catch (S3Exception e) {
      switch (code(e)) {
        case "NoSuchBucket" -> {
          return;
        }
        case "NoSuchTagSet" -> {}
        case "AccessDenied" ->
            throw new FailureException(
                Failure.refused(
                    Failure.Kind.INVALID,
                    "BucketAlreadyExists",
                    "the bucket %s is somebody else's, or we may not look at it: nothing was done"
                        .formatted(name)));
        default -> throw e;
      }
    }
    throw new FailureException(
        Failure.refused(
            Failure.Kind.CONFLICT,
            "BucketAlreadyOwnedByYou",
            "a bucket %s is in this account already".formatted(name)));
  }

  private static String code(S3Exception e) {
    return e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
  }
}
