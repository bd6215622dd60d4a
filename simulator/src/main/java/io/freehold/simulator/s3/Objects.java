package io.freehold.simulator.s3;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.s3.ObjectVersions.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Objects written and read, whole and small ones. */
final class Objects {
  private final Buckets buckets;
  private final Contents contents;

  Objects(Buckets buckets, Contents contents) {
    this.buckets = buckets;
    this.contents = contents;
  }

  /** Asks for an action on an object. */
  Access.Question onObject(Access access, String action, String bucket, String key) {
    return buckets.onBucket(access.to("s3:" + action, Buckets.arn(bucket) + "/" + key), bucket);
  }

  private void ask(
      CallContext context,
      Access access,
      String action,
      S3Request request,
      String key,
      @Nullable String versionId) {
    Access.Question question = onObject(access, action, Buckets.name(request), key);
    if (versionId != null) {
      question.with("s3:VersionId", versionId);
    }
    buckets.iam().holdRootTo(context, access);
  }

  PutObjectResponse put(Endpoint endpoint, PutObjectRequest request, RequestBody body) {
    CallSpec spec =
        CallSpec.write("PutObject")
            .asking((context, access) -> {
              Access.Question question =
                  onObject(access, "PutObject", request.bucket(), request.key());
              if (request.serverSideEncryption() != null) {
                question.with(
                    "s3:x-amz-server-side-encryption", request.serverSideEncryptionAsString());
              }
              buckets.iam().holdRootTo(context, access);
            });
    SdkBytes bytes = bytes(body);
    return endpoint.call(
        spec,
        context -> {
          BucketState bucket = buckets.bucket(context, request);
          ObjectVersions objects = contents.of(bucket);
          Version version =
              new Version(
                  request.key(),
                  keepsVersions(bucket) ? objects.nextId() : ObjectVersions.NULL,
                  context.now(),
                  false,
                  bytes,
                  eTag(bytes));
          objects.add(version);
          return PutObjectResponse.builder()
              .eTag(version.eTag())
              .serverSideEncryption(encryption(bucket))
              .versionId(keepsVersions(bucket) ? version.id() : null)
              .build();
        });
  }

  void store(BucketState bucket, String key, String content, Instant at) {
    ObjectVersions objects = contents.of(bucket);
    SdkBytes bytes = SdkBytes.fromUtf8String(content);
    String id = keepsVersions(bucket) ? objects.nextId() : ObjectVersions.NULL;
    objects.add(new Version(key, id, at, false, bytes, eTag(bytes)));
  }

  static boolean keepsVersions(BucketState bucket) {
    return bucket.settings().versioning().equals(Optional.of(BucketVersioningStatus.ENABLED));
  }

  private static ServerSideEncryption encryption(BucketState bucket) {
    return bucket
        .settings()
        .encryption()
        .rules()
        .getFirst()
        .applyServerSideEncryptionByDefault()
        .sseAlgorithm();
  }

  private static SdkBytes bytes(RequestBody body) {
    try (InputStream in = body.contentStreamProvider().newStream()) {
      return SdkBytes.fromInputStream(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String eTag(SdkBytes bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes.asByteArray());
      return "\"" + HexFormat.of().formatHex(digest) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  <T> T get(
      Endpoint endpoint,
      GetObjectRequest request,
      ResponseTransformer<GetObjectResponse, T> transformer) {
    if (request.range() != null || request.partNumber() != null) {
      throw new UnsupportedOperationException("GetObject of a part is not simulated");
    }
    String action = request.versionId() == null ? "GetObject" : "GetObjectVersion";
    Version found =
        endpoint.call(
            CallSpec.read(action)
                .asking((context, access) ->
                    ask(context, access, action, request, request.key(), request.versionId())),
            context ->
                version(
                    contents.of(buckets.seen(context, request)),
                    request.key(),
                    request.versionId()));
    GetObjectResponse answer =
        GetObjectResponse.builder()
            .eTag(found.eTag())
            .contentLength((long) found.bytes().asByteArrayUnsafe().length)
            .lastModified(found.modified())
            .versionId(found.id().equals(ObjectVersions.NULL) ? null : found.id())
            .build();
    return transformed(transformer, answer, found.bytes());
  }

  private static <T> T transformed(
      ResponseTransformer<GetObjectResponse, T> transformer,
      GetObjectResponse answer,
      SdkBytes bytes) {
    try {
      return transformer.transform(answer, AbortableInputStream.create(bytes.asInputStream()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the transformer failed", e);
    }
  }

  HeadObjectResponse head(Endpoint endpoint, HeadObjectRequest request) {
    String action = request.versionId() == null ? "GetObject" : "GetObjectVersion";
    return endpoint.call(
        CallSpec.read(action)
            .asking((context, access) ->
                ask(context, access, action, request, request.key(), request.versionId())),
        context -> {
          Version found =
              version(
                  contents.of(buckets.seen(context, request)), request.key(), request.versionId());
          return HeadObjectResponse.builder()
              .eTag(found.eTag())
              .contentLength((long) found.bytes().asByteArrayUnsafe().length)
              .lastModified(found.modified())
              .versionId(found.id().equals(ObjectVersions.NULL) ? null : found.id())
              .build();
        });
  }

  private static Version version(ObjectVersions objects, String key, @Nullable String versionId) {
    if (versionId != null) {
      return objects
          .find(key, versionId)
          .filter(version -> !version.marker())
          .orElseThrow(Refusals::noSuchVersion);
    }
    return objects
        .latest(key)
        .filter(version -> !version.marker())
        .orElseThrow(Refusals::noSuchKey);
  }
}
