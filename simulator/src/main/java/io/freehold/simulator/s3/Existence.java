package io.freehold.simulator.s3;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.s3.BucketState.Settings;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Which buckets there are. */
final class Existence {
  private static final String FIRST_REGION = "us-east-1";
  private static final String MOST_BUCKETS = "L-DC2B2D3D";

  /**
   * Since April 2023: <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html">source</a>.
   */
  private static final PublicAccessBlockConfiguration BLOCKED =
      PublicAccessBlockConfiguration.builder()
          .blockPublicAcls(true)
          .ignorePublicAcls(true)
          .blockPublicPolicy(true)
          .restrictPublicBuckets(true)
          .build();

  private final Buckets buckets;
  private final Contents contents;

  Existence(Buckets buckets, Contents contents) {
    this.buckets = buckets;
    this.contents = contents;
  }

  CreateBucketResponse create(Endpoint endpoint, CreateBucketRequest request) {
    refuseUnsupported(request);
    CallSpec spec =
        CallSpec.write("CreateBucket")
            .asking((context, access) -> {
              String arn = Buckets.arn(request.bucket());
              Access.Question question = buckets.onBucket(access.on(arn), request.bucket());
              constraint(request).ifPresent(place -> question.with("s3:LocationConstraint", place));
              Map<String, String> tags = tags(request);
              question.requestTags(tags);
              if (!tags.isEmpty()) {
                access.to("s3:TagResource", arn).requestTags(tags);
              }
              if (request.objectOwnership() != null) {
                String ownership = request.objectOwnershipAsString();
                question.with("s3:x-amz-object-ownership", ownership);
                access
                    .to("s3:PutBucketOwnershipControls", arn)
                    .with("s3:x-amz-object-ownership", ownership);
              }
            });
    return endpoint.call(
        spec,
        context -> {
          BucketNames.check(request.bucket());
          String region = region(context, request);
          buckets
              .shelf()
              .actual(request.bucket())
              .ifPresentOrElse(
                  taken -> refuseUnlessRepeat(context, taken), () -> put(context, request, region));
          return CreateBucketResponse.builder()
              .location("/" + request.bucket())
              .bucketArn(Buckets.arn(request.bucket()))
              .build();
        });
  }

  private static void refuseUnsupported(CreateBucketRequest request) {
    boolean plain = request.acl() == null || request.acl() == BucketCannedACL.PRIVATE;
    boolean granting =
        request.grantFullControl() != null
            || request.grantRead() != null
            || request.grantReadACP() != null
            || request.grantWrite() != null
            || request.grantWriteACP() != null;
    if (!plain || granting || Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
      throw new UnsupportedOperationException(
          "CreateBucket with ACLs or object lock is not simulated");
    }
  }

  private static Optional<String> constraint(CreateBucketRequest request) {
    return Optional.ofNullable(request.createBucketConfiguration())
        .map(CreateBucketConfiguration::locationConstraintAsString);
  }

  private static Map<String, String> tags(CreateBucketRequest request) {
    return BucketTags.of(
        request.createBucketConfiguration() == null
            ? List.of()
            : request.createBucketConfiguration().tags());
  }

  private static String region(CallContext context, CreateBucketRequest request) {
    Optional<String> wanted = constraint(request);
    if (wanted.equals(Optional.of(FIRST_REGION))) {
      throw Refusal.of(
          "InvalidLocationConstraint", 400, "The specified location-constraint is not valid");
    }
    // Only the endpoint of the first region makes buckets elsewhere.
    if (!context.region().equals(FIRST_REGION) && !wanted.equals(Optional.of(context.region()))) {
      throw Refusal.of(
          "IllegalLocationConstraintException",
          400,
          "The "
              + wanted.orElse("unspecified")
              + " location constraint is incompatible for the region specific endpoint this"
              + " request was sent to.");
    }
    return wanted.orElse(FIRST_REGION);
  }

  /**
   * Only in the first region is it no error to make a bucket of one's own again: <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">source</a>.
   */
  private static void refuseUnlessRepeat(CallContext context, BucketState taken) {
    if (!taken.facts().accountId().equals(context.accountId())) {
      throw Refusal.of(
          "BucketAlreadyExists",
          409,
          "The requested bucket name is not available. The bucket namespace is shared by all users"
              + " of the system. Please select a different name and try again.");
    }
    if (!context.region().equals(FIRST_REGION) || !taken.facts().region().equals(FIRST_REGION)) {
      throw Refusal.of(
          "BucketAlreadyOwnedByYou",
          409,
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
  }

  private void put(CallContext context, CreateBucketRequest request, String region) {
    long owned =
        buckets.shelf().actual().values().stream()
            .filter(state -> state.facts().accountId().equals(context.accountId()))
            .count();
    buckets
        .world()
        .quotas()
        .require(
            MOST_BUCKETS,
            owned,
            () ->
                Refusal.of(
                    "TooManyBuckets",
                    400,
                    "You have attempted to create more buckets than allowed"));
    ObjectOwnership ownership =
        request.objectOwnership() == null
            ? ObjectOwnership.BUCKET_OWNER_ENFORCED
            : request.objectOwnership();
    buckets
        .shelf()
        .put(
            request.bucket(),
            new BucketState(
                new BucketState.Facts(
                    request.bucket(),
                    context.accountId(),
                    region,
                    context.now().truncatedTo(ChronoUnit.SECONDS),
                    buckets.nextSerial()),
                new Settings(
                    Encryption.BY_S3,
                    Optional.of(BLOCKED),
                    Optional.of(ownership),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    tags(request))));
  }

  HeadBucketResponse head(Endpoint endpoint, HeadBucketRequest request) {
    return endpoint.call(
        buckets.reading("ListBucket", request),
        context -> {
          BucketState bucket = buckets.seen(context, request);
          return HeadBucketResponse.builder()
              .bucketRegion(bucket.facts().region())
              .bucketArn(bucket.facts().arn())
              .accessPointAlias(false)
              .build();
        });
  }

  GetBucketLocationResponse location(Endpoint endpoint, GetBucketLocationRequest request) {
    return endpoint.call(
        buckets.reading("GetBucketLocation", request),
        context -> {
          // Answers from everywhere, unlike the other calls.
          String region =
              buckets
                  .shelf()
                  .seen(request.bucket())
                  .orElseThrow(Refusals::noSuchBucket)
                  .facts()
                  .region();
          return GetBucketLocationResponse.builder()
              .locationConstraint(region.equals(FIRST_REGION) ? "" : region)
              .build();
        });
  }

  ListBucketsResponse list(Endpoint endpoint, ListBucketsRequest request) {
    return endpoint.read(
        "ListAllMyBuckets",
        context -> {
          List<BucketState> all =
              buckets.shelf().seen().values().stream()
                  .filter(state -> state.facts().accountId().equals(context.accountId()))
                  .filter(state ->
                      request.prefix() == null || state.name().startsWith(request.prefix()))
                  .filter(state ->
                      request.bucketRegion() == null
                          || state.facts().region().equals(request.bucketRegion()))
                  .sorted(Comparator.comparing(BucketState::name))
                  .toList();
          Page<BucketState> page =
              Page.of(
                  all,
                  request.maxBuckets(),
                  10_000,
                  request.continuationToken(),
                  () -> Refusals.invalidArgument("The continuation token provided is incorrect"));
          return ListBucketsResponse.builder()
              .buckets(page.items().stream().map(Existence::listed).toList())
              .prefix(request.prefix())
              .continuationToken(page.nextToken())
              .build();
        });
  }

  private static Bucket listed(BucketState state) {
    return Bucket.builder()
        .name(state.name())
        .creationDate(state.facts().created())
        .bucketRegion(state.facts().region())
        .bucketArn(state.facts().arn())
        .build();
  }

  DeleteBucketResponse delete(Endpoint endpoint, DeleteBucketRequest request) {
    return endpoint.call(
        buckets.writing("DeleteBucket", request),
        context -> {
          BucketState bucket = buckets.bucket(context, request);
          if (!contents.of(bucket).isEmpty()) {
            throw Refusal.of(
                "BucketNotEmpty",
                409,
                bucket.settings().versioning().isPresent()
                    ? "The bucket you tried to delete is not empty. You must delete all versions in"
                        + " the bucket."
                    : "The bucket you tried to delete is not empty");
          }
          contents.forget(bucket);
          buckets.shelf().remove(bucket.name());
          return DeleteBucketResponse.builder().build();
        });
  }
}
