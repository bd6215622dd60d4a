package io.freehold.simulator.s3;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/** What a bucket keeps, for how long, and under which tags. */
final class Keeping {
  private final Buckets buckets;

  Keeping(Buckets buckets) {
    this.buckets = buckets;
  }

  GetBucketVersioningResponse getVersioning(Endpoint endpoint, GetBucketVersioningRequest request) {
    return endpoint.call(
        buckets.reading("GetBucketVersioning", request),
        context -> {
          GetBucketVersioningResponse.Builder answer = GetBucketVersioningResponse.builder();
          buckets.seen(context, request).settings().versioning().ifPresent(answer::status);
          return answer.build();
        });
  }

  PutBucketVersioningResponse putVersioning(Endpoint endpoint, PutBucketVersioningRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketVersioning", request),
        context -> {
          BucketVersioningStatus wanted =
              request.versioningConfiguration() == null
                  ? null
                  : request.versioningConfiguration().status();
          if (wanted == null) {
            throw Refusal.of(
                "IllegalVersioningConfigurationException",
                400,
                "The Versioning element must be specified");
          }
          buckets.change(context, request, settings -> settings.versioned(wanted));
          return PutBucketVersioningResponse.builder().build();
        });
  }

  GetBucketLifecycleConfigurationResponse getLifecycle(
      Endpoint endpoint, GetBucketLifecycleConfigurationRequest request) {
    return endpoint.call(
        buckets.reading("GetLifecycleConfiguration", request),
        context -> {
          List<LifecycleRule> rules = buckets.seen(context, request).settings().lifecycle();
          if (rules.isEmpty()) {
            throw Refusal.of(
                "NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist");
          }
          return GetBucketLifecycleConfigurationResponse.builder()
              .rules(rules)
              .transitionDefaultMinimumObjectSize(
                  TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K)
              .build();
        });
  }

  PutBucketLifecycleConfigurationResponse putLifecycle(
      Endpoint endpoint, PutBucketLifecycleConfigurationRequest request) {
    return endpoint.call(
        buckets.writing("PutLifecycleConfiguration", request),
        context -> {
          if (request.lifecycleConfiguration() == null
              || request.lifecycleConfiguration().rules().isEmpty()) {
            throw Refusals.malformed();
          }
          List<LifecycleRule> rules = new ArrayList<>();
          Set<String> ids = new HashSet<>();
          for (LifecycleRule rule : request.lifecycleConfiguration().rules()) {
            rules.add(checked(rule, rules.size(), ids));
          }
          buckets.change(context, request, settings -> settings.expiring(rules));
          return PutBucketLifecycleConfigurationResponse.builder().build();
        });
  }

  /** A rule as S3 takes it, with the id that it makes up where there is none. */
  private static LifecycleRule checked(LifecycleRule rule, int index, Set<String> ids) {
    // The older form, a prefix outside of a filter, is not simulated.
    if (rule.status() == null || rule.filter() == null) {
      throw Refusals.malformed();
    }
    boolean idle =
        rule.expiration() == null
            && rule.noncurrentVersionExpiration() == null
            && rule.abortIncompleteMultipartUpload() == null
            && rule.transitions().isEmpty()
            && rule.noncurrentVersionTransitions().isEmpty();
    if (idle) {
      throw Refusal.of(
          "InvalidRequest", 400, "At least one action needs to be specified in a rule");
    }
    String id = rule.id() == null ? "rule-" + index : rule.id();
    if (!ids.add(id)) {
      throw Refusals.invalidArgument(
          "Rule ID must be unique. Found same ID for more than one rule");
    }
    return rule.toBuilder().id(id).build();
  }

  DeleteBucketLifecycleResponse deleteLifecycle(
      Endpoint endpoint, DeleteBucketLifecycleRequest request) {
    return endpoint.call(
        buckets.writing("PutLifecycleConfiguration", request),
        context -> {
          buckets.change(context, request, settings -> settings.expiring(List.of()));
          return DeleteBucketLifecycleResponse.builder().build();
        });
  }

  GetBucketTaggingResponse getTagging(Endpoint endpoint, GetBucketTaggingRequest request) {
    return endpoint.call(
        buckets.reading("GetBucketTagging", request),
        context -> {
          Map<String, String> tags = buckets.seen(context, request).settings().tags();
          if (tags.isEmpty()) {
            throw Refusal.of("NoSuchTagSet", 404, "The TagSet does not exist");
          }
          return GetBucketTaggingResponse.builder().tagSet(BucketTags.list(tags)).build();
        });
  }

  /** Replaces all tags. */
  PutBucketTaggingResponse putTagging(Endpoint endpoint, PutBucketTaggingRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketTagging", request),
        context -> {
          if (request.tagging() == null) {
            throw Refusals.malformed();
          }
          Map<String, String> tags = BucketTags.of(request.tagging().tagSet());
          buckets.change(context, request, settings -> settings.tagged(tags));
          return PutBucketTaggingResponse.builder().build();
        });
  }

  DeleteBucketTaggingResponse deleteTagging(Endpoint endpoint, DeleteBucketTaggingRequest request) {
    return endpoint.call(
        buckets.writing("PutBucketTagging", request),
        context -> {
          buckets.change(context, request, settings -> settings.tagged(Map.of()));
          return DeleteBucketTaggingResponse.builder().build();
        });
  }
}
