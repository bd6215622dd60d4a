package io.freehold.simulator.s3;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.iam.policy.MalformedPolicy;
import io.freehold.simulator.iam.policy.PolicyDocument;
import io.freehold.simulator.iam.policy.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

/** To whom a bucket is open: its policy, its block of public access, who owns what is put in. */
final class Exposure {
  private static final int LONGEST_POLICY = 20 * 1024;

  private final Buckets buckets;

  Exposure(Buckets buckets) {
    this.buckets = buckets;
  }

  /**
   * The owner's root can always mend a policy, whatever that says: <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">source</a>.
   */
  private void ask(CallContext context, Access access, S3Request request) {
    String name = Buckets.name(request);
    buckets.onBucket(access.on(Buckets.arn(name)), name);
    boolean ownRoot =
        context.principal() instanceof Principal.Root
            && buckets
                .shelf()
                .actual(name)
                .map(state -> state.facts().accountId().equals(context.accountId()))
                .orElse(true);
    if (!ownRoot) {
      buckets.iam().holdRootTo(context, access);
    }
  }

  GetBucketPolicyResponse getPolicy(Endpoint endpoint, GetBucketPolicyRequest request) {
    return endpoint.call(
        CallSpec.read("GetBucketPolicy").asking((context, access) -> ask(context, access, request)),
        context ->
            GetBucketPolicyResponse.builder()
                .policy(
                    buckets
                        .seen(context, request)
                        .settings()
                        .policy()
                        .orElseThrow(() ->
                            Refusal.of(
                                "NoSuchBucketPolicy", 404, "The bucket policy does not exist")))
                .build());
  }

  PutBucketPolicyResponse putPolicy(Endpoint endpoint, PutBucketPolicyRequest request) {
    List<AccessRequest> asked = new ArrayList<>();
    return endpoint.call(
        CallSpec.write("PutBucketPolicy")
            .asking((context, access) -> {
              ask(context, access, request);
              asked.addAll(access.requests());
            }),
        context -> {
          BucketState bucket = buckets.bucket(context, request);
          PolicyDocument document = parsed(bucket, request.policy());
          boolean blocked =
              bucket
                  .settings()
                  .publicAccessBlock()
                  .map(block -> Boolean.TRUE.equals(block.blockPublicPolicy()))
                  .orElse(false);
          if (blocked && document.isPublic()) {
            throw Refusals.denied(
                "User: "
                    + context.principal().arn()
                    + " is not authorized to perform: s3:PutBucketPolicy on resource: \""
                    + bucket.facts().arn()
                    + "\" because public policies are prevented by the BlockPublicPolicy setting in"
                    + " S3 Block Public Access.");
          }
          refuseLockOut(context, bucket, request, asked.getFirst());
          buckets.change(
              context, request, settings -> settings.under(Optional.of(request.policy())));
          return PutBucketPolicyResponse.builder().build();
        });
  }

  private static PolicyDocument parsed(BucketState bucket, String json) {
    if (json.length() > LONGEST_POLICY) {
      throw Refusal.of("PolicyTooLarge", 400, "Policies must be less than 20 KB.");
    }
    try {
      PolicyDocument document = PolicyDocument.parse(PolicyKind.RESOURCE, json);
      if (!document.concernsOnly(bucket.facts().arn())) {
        throw malformed("Policy has invalid resource");
      }
      return document;
    } catch (MalformedPolicy e) {
      throw malformed(e.text());
    }
  }

  private static Refusal malformed(String message) {
    return Refusal.of("MalformedPolicy", 400, message);
  }

  /**
   * S3 wants it confirmed where a policy would take its author's own right to change it. It
   * documents the flag ({@code ConfirmRemoveSelfBucketAccess}) and no code for its absence.
   */
  private void refuseLockOut(
      CallContext context,
      BucketState bucket,
      PutBucketPolicyRequest request,
      AccessRequest asked) {
    boolean confirmed = Boolean.TRUE.equals(request.confirmRemoveSelfBucketAccess());
    if (!confirmed
        && context.principal() instanceof Principal.RoleSession session
        && buckets
            .iam()
            .wouldForbid(session, asked, bucket.facts().accountId(), request.policy())) {
      throw Refusals.denied(
          "The policy would keep "
              + session.arn()
              + " from changing it again: needs ConfirmRemoveSelfBucketAccess");
    }
  }

  DeleteBucketPolicyResponse deletePolicy(Endpoint endpoint, DeleteBucketPolicyRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteBucketPolicy")
            .asking((context, access) -> ask(context, access, request)),
        context -> {
          buckets.change(context, request, settings -> settings.under(Optional.empty()));
          return DeleteBucketPolicyResponse.builder().build();
        });
  }

  GetPublicAccessBlockResponse getBlock(Endpoint endpoint, GetPublicAccessBlockRequest request) {
    return endpoint.call(
        buckets.reading("GetBucketPublicAccessBlock", request),
        context ->
            GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(
                    buckets
                        .seen(context, request)
                        .settings()
                        .publicAccessBlock()
                        .orElseThrow(() ->
                            Refusal.of(
                                "NoSuchPublicAccessBlockConfiguration",
                                404,
                                "The public access block configuration was not found")))
                .build());
  }

  PutPublicAccessBlockResponse putBlock(Endpoint endpoint, PutPublicAccessBlockRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketPublicAccessBlock", request),
        context -> {
          PublicAccessBlockConfiguration given = request.publicAccessBlockConfiguration();
          if (given == null) {
            throw Refusals.malformed();
          }
          PublicAccessBlockConfiguration whole =
              PublicAccessBlockConfiguration.builder()
                  .blockPublicAcls(Boolean.TRUE.equals(given.blockPublicAcls()))
                  .ignorePublicAcls(Boolean.TRUE.equals(given.ignorePublicAcls()))
                  .blockPublicPolicy(Boolean.TRUE.equals(given.blockPublicPolicy()))
                  .restrictPublicBuckets(Boolean.TRUE.equals(given.restrictPublicBuckets()))
                  .build();
          buckets.change(context, request, settings -> settings.blocking(Optional.of(whole)));
          return PutPublicAccessBlockResponse.builder().build();
        });
  }

  DeletePublicAccessBlockResponse deleteBlock(
      Endpoint endpoint, DeletePublicAccessBlockRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketPublicAccessBlock", request),
        context -> {
          buckets.change(context, request, settings -> settings.blocking(Optional.empty()));
          return DeletePublicAccessBlockResponse.builder().build();
        });
  }

  GetBucketOwnershipControlsResponse getOwnership(
      Endpoint endpoint, GetBucketOwnershipControlsRequest request) {
    return endpoint.call(
        buckets.reading("GetBucketOwnershipControls", request),
        context -> {
          ObjectOwnership ownership =
              buckets
                  .seen(context, request)
                  .settings()
                  .ownership()
                  .orElseThrow(() ->
                      Refusal.of(
                          "OwnershipControlsNotFoundError",
                          404,
                          "The bucket ownership controls were not found"));
          return GetBucketOwnershipControlsResponse.builder()
              .ownershipControls(controls ->
                  controls.rules(
                      OwnershipControlsRule.builder().objectOwnership(ownership).build()))
              .build();
        });
  }

  PutBucketOwnershipControlsResponse putOwnership(
      Endpoint endpoint, PutBucketOwnershipControlsRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketOwnershipControls", request),
        context -> {
          if (request.ownershipControls() == null
              || request.ownershipControls().rules().size() != 1) {
            throw Refusals.malformed();
          }
          ObjectOwnership wanted = request.ownershipControls().rules().getFirst().objectOwnership();
          buckets.change(context, request, settings -> settings.owned(Optional.of(wanted)));
          return PutBucketOwnershipControlsResponse.builder().build();
        });
  }

  DeleteBucketOwnershipControlsResponse deleteOwnership(
      Endpoint endpoint, DeleteBucketOwnershipControlsRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketOwnershipControls", request),
        context -> {
          buckets.change(context, request, settings -> settings.owned(Optional.empty()));
          return DeleteBucketOwnershipControlsResponse.builder().build();
        });
  }
}
