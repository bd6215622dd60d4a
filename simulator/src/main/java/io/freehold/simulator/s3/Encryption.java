package io.freehold.simulator.s3;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * How a bucket encrypts. Since January 2023 there is none that does not: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html">source</a>.
 */
final class Encryption {
  /** With S3's own keys. */
  static final ServerSideEncryptionConfiguration BY_S3 =
      ServerSideEncryptionConfiguration.builder()
          .rules(
              ServerSideEncryptionRule.builder()
                  .applyServerSideEncryptionByDefault(
                      rule -> rule.sseAlgorithm(ServerSideEncryption.AES256))
                  .bucketKeyEnabled(false)
                  .build())
          .build();

  private final Buckets buckets;

  Encryption(Buckets buckets) {
    this.buckets = buckets;
  }

  GetBucketEncryptionResponse get(Endpoint endpoint, GetBucketEncryptionRequest request) {
    return endpoint.call(
        buckets.reading("GetEncryptionConfiguration", request),
        context ->
            GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(
                    buckets.seen(context, request).settings().encryption())
                .build());
  }

  PutBucketEncryptionResponse put(Endpoint endpoint, PutBucketEncryptionRequest request) {
    return endpoint.call(
        buckets.writing("PutEncryptionConfiguration", request),
        context -> {
          ServerSideEncryptionConfiguration wanted = request.serverSideEncryptionConfiguration();
          if (wanted == null
              || wanted.rules().size() != 1
              || wanted.rules().getFirst().applyServerSideEncryptionByDefault() == null) {
            throw Refusals.malformed();
          }
          buckets.change(context, request, settings -> settings.encrypted(filled(wanted)));
          return PutBucketEncryptionResponse.builder().build();
        });
  }

  private static ServerSideEncryptionConfiguration filled(
      ServerSideEncryptionConfiguration wanted) {
    ServerSideEncryptionRule rule = wanted.rules().getFirst();
    boolean withKey = Boolean.TRUE.equals(rule.bucketKeyEnabled());
    return ServerSideEncryptionConfiguration.builder()
        .rules(rule.toBuilder().bucketKeyEnabled(withKey).build())
        .build();
  }

  /** Does not leave the bucket without: it encrypts with S3's own keys again. */
  DeleteBucketEncryptionResponse delete(Endpoint endpoint, DeleteBucketEncryptionRequest request) {
    return endpoint.call(
        buckets.writing("PutEncryptionConfiguration", request),
        context -> {
          buckets.change(context, request, settings -> settings.encrypted(BY_S3));
          return DeleteBucketEncryptionResponse.builder().build();
        });
  }
}
