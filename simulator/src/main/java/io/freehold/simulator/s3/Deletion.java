package io.freehold.simulator.s3;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.s3.ObjectVersions.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Objects deleted, one by one or many at once. */
final class Deletion {
  private static final int MOST = 1000;
  private static final SdkBytes NOTHING = SdkBytes.fromByteArray(new byte[0]);

  private final Buckets buckets;
  private final Contents contents;
  private final Objects objects;

  Deletion(Buckets buckets, Contents contents, Objects objects) {
    this.buckets = buckets;
    this.contents = contents;
    this.objects = objects;
  }

  /**
   * What became of a deletion.
   *
   * @param marker whether it left or removed a delete marker
   * @param versionId of that marker, or of what was removed; null where versions are not kept
   */
  private record Deed(boolean marker, @Nullable String versionId) {}

  private static String action(@Nullable String versionId) {
    return versionId == null ? "DeleteObject" : "DeleteObjectVersion";
  }

  private void ask(Access access, String bucket, String key, @Nullable String versionId) {
    Access.Question question = objects.onObject(access, action(versionId), bucket, key);
    if (versionId != null) {
      question.with("s3:VersionId", versionId);
    }
  }

  DeleteObjectResponse one(Endpoint endpoint, DeleteObjectRequest request) {
    CallSpec spec =
        CallSpec.write(action(request.versionId()))
            .asking((context, access) -> {
              ask(access, request.bucket(), request.key(), request.versionId());
              buckets.iam().holdRootTo(context, access);
            });
    return endpoint.call(
        spec,
        context -> {
          BucketState bucket = buckets.bucket(context, request);
          Deed deed = delete(context, bucket, request.key(), request.versionId());
          return DeleteObjectResponse.builder()
              .deleteMarker(deed.marker() ? Boolean.TRUE : null)
              .versionId(deed.versionId())
              .build();
        });
  }

  /**
   * Many at once. S3 answers each key by itself; here one that is denied denies the call, which is
   * stricter and never seen by whoever may delete all that is theirs.
   */
  DeleteObjectsResponse many(Endpoint endpoint, DeleteObjectsRequest request) {
    List<ObjectIdentifier> wanted = request.delete().objects();
    CallSpec spec =
        CallSpec.write("DeleteObject")
            .asking((context, access) -> {
              for (ObjectIdentifier one : wanted) {
                ask(access, request.bucket(), one.key(), one.versionId());
              }
              buckets.iam().holdRootTo(context, access);
            });
    return endpoint.call(
        spec,
        context -> {
          if (wanted.isEmpty() || wanted.size() > MOST) {
            throw Refusals.malformed();
          }
          BucketState bucket = buckets.bucket(context, request);
          List<DeletedObject> deleted = new ArrayList<>();
          for (ObjectIdentifier one : wanted) {
            Deed deed = delete(context, bucket, one.key(), one.versionId());
            deleted.add(
                DeletedObject.builder()
                    .key(one.key())
                    .versionId(one.versionId())
                    .deleteMarker(deed.marker() ? Boolean.TRUE : null)
                    .deleteMarkerVersionId(deed.marker() ? deed.versionId() : null)
                    .build());
          }
          boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
          return DeleteObjectsResponse.builder().deleted(quiet ? List.of() : deleted).build();
        });
  }

  private Deed delete(
      CallContext context, BucketState bucket, String key, @Nullable String versionId) {
    ObjectVersions all = contents.of(bucket);
    if (versionId != null) {
      boolean marker = all.find(key, versionId).map(Version::marker).orElse(false);
      all.remove(key, versionId);
      return new Deed(marker, versionId);
    }
    if (bucket.settings().versioning().isEmpty()) {
      all.remove(key, ObjectVersions.NULL);
      return new Deed(false, null);
    }
    String id = Objects.keepsVersions(bucket) ? all.nextId() : ObjectVersions.NULL;
    all.add(new Version(key, id, context.now(), true, NOTHING, ""));
    return new Deed(true, id);
  }
}
