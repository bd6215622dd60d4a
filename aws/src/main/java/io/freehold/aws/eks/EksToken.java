package io.freehold.aws.eks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;

/**
 * The bearer token that an EKS cluster takes for an AWS principal: a presigned question to STS,
 * "who am I", that names the cluster in a signed header. The cluster asks it, and learns who calls.
 * Making one needs no call. It is good for 15 minutes, however short its own expiry is: <a
 * href="https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster">source</a>.
 */
public final class EksToken {
  /** What every token starts with. */
  public static final String PREFIX = "k8s-aws-v1.";

  /** The header that names the cluster, so that no other cluster can use the token. */
  public static final String CLUSTER_HEADER = "x-k8s-aws-id";

  private static final Duration EXPIRY = Duration.ofSeconds(60);

  private EksToken() {}

  /**
   * A new token.
   *
   * @param credentials of the principal that the cluster's access entries know
   */
  public static String of(
      AwsCredentials credentials, Region region, String clusterName, Clock clock) {
    SdkHttpRequest question =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(
                URI.create(
                    "https://sts.%s.%s/"
                        .formatted(region.id(), region.metadata().partition().dnsSuffix())))
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader(CLUSTER_HEADER, clusterName)
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(credentials)
                    .request(question)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, EXPIRY)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    return PREFIX
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(signed.getUri().toString().getBytes(StandardCharsets.UTF_8));
  }
}
