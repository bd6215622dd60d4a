package io.freehold.simulator.s3;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.s3.ObjectVersions.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Request;

/** What is in a bucket. */
final class Listing {
  private static final int MOST = 1000;

  private final Buckets buckets;
  private final Contents contents;

  Listing(Buckets buckets, Contents contents) {
    this.buckets = buckets;
    this.contents = contents;
  }

  private CallSpec listing(
      String action, S3Request request, @Nullable String prefix, @Nullable Integer maxKeys) {
    return CallSpec.read(action)
        .asking((context, access) -> {
          String name = Buckets.name(request);
          Access.Question question = buckets.onBucket(access.on(Buckets.arn(name)), name);
          if (prefix != null) {
            question.with("s3:prefix", prefix);
          }
          if (maxKeys != null) {
            question.with("s3:max-keys", maxKeys.toString());
          }
          buckets.iam().holdRootTo(context, access);
        });
  }

  private List<Version> versions(CallContext context, S3Request request, @Nullable String prefix) {
    return contents.of(buckets.seen(context, request)).all().stream()
        .filter(version -> prefix == null || version.key().startsWith(prefix))
        .toList();
  }

  ListObjectVersionsResponse versions(Endpoint endpoint, ListObjectVersionsRequest request) {
    refuseDelimiter(request.delimiter());
    return endpoint.call(
        listing("ListBucketVersions", request, request.prefix(), request.maxKeys()),
        context -> {
          List<Version> all = versions(context, request, request.prefix());
          int from = after(all, request.keyMarker(), request.versionIdMarker());
          int most = Math.min(request.maxKeys() == null ? MOST : request.maxKeys(), MOST);
          int to = Math.min(all.size(), from + most);
          List<Version> page = all.subList(from, to);
          boolean more = to < all.size();
          ObjectVersions objects = contents.of(buckets.seen(context, request));
          List<ObjectVersion> versions = new ArrayList<>();
          List<DeleteMarkerEntry> markers = new ArrayList<>();
          for (Version version : page) {
            if (version.marker()) {
              markers.add(marker(version, objects.isLatest(version)));
            } else {
              versions.add(version(version, objects.isLatest(version)));
            }
          }
          return ListObjectVersionsResponse.builder()
              .name(request.bucket())
              .prefix(request.prefix())
              .keyMarker(request.keyMarker())
              .versionIdMarker(request.versionIdMarker())
              .maxKeys(most)
              .isTruncated(more)
              .nextKeyMarker(more ? page.getLast().key() : null)
              .nextVersionIdMarker(more ? page.getLast().id() : null)
              .versions(versions)
              .deleteMarkers(markers)
              .build();
        });
  }

  /** Where the page begins that comes after these markers. */
  private static int after(
      List<Version> all, @Nullable String keyMarker, @Nullable String versionMarker) {
    if (keyMarker == null) {
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      int order = all.get(i).key().compareTo(keyMarker);
      if (order > 0) {
        return i;
      }
      if (order == 0 && all.get(i).id().equals(versionMarker)) {
        return i + 1;
      }
    }
    return all.size();
  }

  private static ObjectVersion version(Version version, boolean latest) {
    return ObjectVersion.builder()
        .key(version.key())
        .versionId(version.id())
        .isLatest(latest)
        .lastModified(version.modified())
        .eTag(version.eTag())
        .size((long) version.bytes().asByteArrayUnsafe().length)
        .build();
  }

  private static DeleteMarkerEntry marker(Version version, boolean latest) {
    return DeleteMarkerEntry.builder()
        .key(version.key())
        .versionId(version.id())
        .isLatest(latest)
        .lastModified(version.modified())
        .build();
  }

  ListObjectsV2Response objects(Endpoint endpoint, ListObjectsV2Request request) {
    refuseDelimiter(request.delimiter());
    return endpoint.call(
        listing("ListBucket", request, request.prefix(), request.maxKeys()),
        context -> {
          ObjectVersions objects = contents.of(buckets.seen(context, request));
          List<S3Object> all =
              versions(context, request, request.prefix()).stream()
                  .filter(version -> objects.isLatest(version) && !version.marker())
                  .filter(version ->
                      request.startAfter() == null
                          || version.key().compareTo(request.startAfter()) > 0)
                  .map(Listing::object)
                  .toList();
          Page<S3Object> page =
              Page.of(
                  all,
                  request.maxKeys(),
                  MOST,
                  request.continuationToken(),
                  () -> Refusals.invalidArgument("The continuation token provided is incorrect"));
          return ListObjectsV2Response.builder()
              .name(request.bucket())
              .prefix(request.prefix())
              .contents(page.items())
              .keyCount(page.items().size())
              .isTruncated(page.next().isPresent())
              .nextContinuationToken(page.nextToken())
              .build();
        });
  }

  private static S3Object object(Version version) {
    return S3Object.builder()
        .key(version.key())
        .size((long) version.bytes().asByteArrayUnsafe().length)
        .eTag(version.eTag())
        .lastModified(version.modified())
        .build();
  }

  private static void refuseDelimiter(@Nullable String delimiter) {
    if (delimiter != null) {
      throw new UnsupportedOperationException("listing with a delimiter is not simulated");
    }
  }
}
