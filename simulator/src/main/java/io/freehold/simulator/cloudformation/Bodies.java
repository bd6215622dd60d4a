package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.cloudformation.template.Wrong;
import io.freehold.simulator.s3.S3;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Template bodies: given with the call, or in a bucket that the caller can read. <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">Limits</a>.
 */
final class Bodies {
  private static final int LONGEST_GIVEN = 51_200;
  private static final int LONGEST_IN_BUCKET = 1_000_000;
  private static final Pattern BUCKET_FIRST =
      Pattern.compile("(.+)\\.s3(?:[.-]([a-z]{2}(?:-[a-z]+)+-\\d))?\\.amazonaws\\.com");
  private static final Pattern BUCKET_IN_PATH =
      Pattern.compile("s3(?:[.-]([a-z]{2}(?:-[a-z]+)+-\\d))?\\.amazonaws\\.com");

  private final World world;
  private final S3 s3;

  Bodies(World world, S3 s3) {
    this.world = world;
    this.s3 = s3;
  }

  /** The body that a call names. */
  String of(CallContext context, @Nullable String body, @Nullable String url) {
    if ((body == null) == (url == null)) {
      throw Wrong.invalid("Either Template URL or Template Body must be specified.");
    }
    if (body != null) {
      if (body.length() > LONGEST_GIVEN) {
        throw Wrong.invalid(
            "1 validation error detected: Value at 'templateBody' failed to satisfy constraint:"
                + " Member must have length less than or equal to "
                + LONGEST_GIVEN);
      }
      return body;
    }
    String read = read(context, String.valueOf(url));
    if (read.getBytes(StandardCharsets.UTF_8).length > LONGEST_IN_BUCKET) {
      throw Wrong.invalid("Template may not exceed " + LONGEST_IN_BUCKET + " bytes in size.");
    }
    return read;
  }

  private record Place(String bucket, String key, Optional<String> region) {}

  private String read(CallContext context, String url) {
    Place place = place(url);
    S3Client client =
        s3.client(
            new Endpoint(
                world.calls(),
                s3.dialect(),
                StaticCredentialsProvider.create(credentials(context.principal())),
                Region.of(place.region().orElse(context.region()))));
    try {
      return client
          .getObject(r -> r.bucket(place.bucket()).key(place.key()), ResponseTransformer.toBytes())
          .asUtf8String();
    } catch (AwsServiceException e) {
      throw Wrong.invalid("S3 error: " + e.awsErrorDetails().errorMessage());
    }
  }

  private AwsCredentials credentials(Principal principal) {
    return world.principals().issue(principal);
  }

  private static Place place(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw unsupported();
    }
    String host = uri.getHost() == null ? "" : uri.getHost();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
    path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    Matcher first = BUCKET_FIRST.matcher(host);
    if (!"https".equals(uri.getScheme()) || path.isEmpty()) {
      throw unsupported();
    }
    if (first.matches()) {
      return new Place(first.group(1), path, Optional.ofNullable(first.group(2)));
    }
    Matcher inPath = BUCKET_IN_PATH.matcher(host);
    int slash = path.indexOf('/');
    if (inPath.matches() && slash > 0) {
      return new Place(
          path.substring(0, slash),
          path.substring(slash + 1),
          Optional.ofNullable(inPath.group(1)));
    }
    throw unsupported();
  }

  private static RuntimeException unsupported() {
    return Wrong.invalid("TemplateURL must be a supported URL.");
  }
}
