package io.freehold.simulator.s3;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.iam.Iam;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.InvalidRequestException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 of every account and region. In levers and in the call log, calls go by IAM's names: {@code
 * s3:PutEncryptionConfiguration}, not {@code PutBucketEncryption}.
 */
public final class S3 implements Service<S3Client> {
  private static final Map<String, Supplier<? extends AwsServiceException.Builder>> TYPED =
      Map.of(
          "NoSuchBucket", NoSuchBucketException::builder,
          "NoSuchKey", NoSuchKeyException::builder,
          "BucketAlreadyExists", BucketAlreadyExistsException::builder,
          "BucketAlreadyOwnedByYou", BucketAlreadyOwnedByYouException::builder,
          "InvalidRequest", InvalidRequestException::builder);

  private final World world;
  private final Buckets buckets;
  private final Existence existence;
  private final Encryption encryption;
  private final Exposure exposure;
  private final Keeping keeping;
  private final Objects objects;
  private final Deletion deletion;
  private final Listing listing;

  public S3(World world, Iam iam) {
    this.world = world;
    buckets = new Buckets(world, iam);
    Contents contents = new Contents();
    existence = new Existence(buckets, contents);
    encryption = new Encryption(buckets);
    exposure = new Exposure(buckets);
    keeping = new Keeping(buckets);
    objects = new Objects(buckets, contents);
    deletion = new Deletion(buckets, contents, objects);
    listing = new Listing(buckets, contents);
    iam.addPolicySource(buckets);
    world.addSource(buckets);
  }

  @Override
  public Class<S3Client> type() {
    return S3Client.class;
  }

  @Override
  public Dialect dialect() {
    // AWS documents limits for objects only (3,500 writes and 5,500 reads a second and prefix).
    return new Dialect(
        "s3",
        "S3",
        false,
        Codes.S3,
        (name, mutating) -> new RateLimit(name, 1000, 1000),
        S3Exception::builder,
        TYPED);
  }

  @Override
  public S3Client client(Endpoint endpoint) {
    return new Client(endpoint, this);
  }

  /**
   * An object that a program in a cluster writes, which nobody simulates call by call. Where there
   * is no such bucket, nothing happens.
   */
  public void store(String bucket, String key, String content, Instant at) {
    world.locked(() -> {
      buckets.shelf().actual(bucket).ifPresent(state -> objects.store(state, key, content, at));
      return true;
    });
  }

  Existence existence() {
    return existence;
  }

  Encryption encryption() {
    return encryption;
  }

  Exposure exposure() {
    return exposure;
  }

  Keeping keeping() {
    return keeping;
  }

  Objects objects() {
    return objects;
  }

  Deletion deletion() {
    return deletion;
  }

  Listing listing() {
    return listing;
  }
}
