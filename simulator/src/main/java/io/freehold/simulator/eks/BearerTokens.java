package io.freehold.simulator.eks;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.access.Principals;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Tells whose the bearer token of one cluster is: a question to STS, signed for this cluster with
 * credentials that were issued here. Signs the same question again and compares, so that a token
 * for another cluster, or one that was touched, is none. <a
 * href="https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster">Source</a>.
 */
final class BearerTokens {
  private static final String PREFIX = "k8s-aws-v1.";
  private static final Duration GOOD_FOR = Duration.ofMinutes(15);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private final World world;
  private final String region;
  private final String cluster;

  /** Its signature is right, and need not be made again: clients use a token for many requests. */
  private @Nullable URI verified;

  BearerTokens(World world, String region, String cluster) {
    this.world = world;
    this.region = region;
    this.cluster = cluster;
  }

  /** Who made the token, if it is good for this cluster now. The world is locked. */
  Optional<Principal> principal(String token) {
    if (!token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
      URI question = URI.create(new String(decoded, StandardCharsets.UTF_8));
      return principal(question);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Principal> principal(URI question) {
    Map<String, String> parameters = parameters(question);
    Instant signed =
        LocalDateTime.parse(parameters.getOrDefault("X-Amz-Date", ""), DATE)
            .toInstant(ZoneOffset.UTC);
    String host = "sts." + region + ".amazonaws.com";
    if (!host.equals(question.getHost())
        || !"GetCallerIdentity".equals(parameters.get("Action"))
        || signed.isAfter(world.now().plusSeconds(1))
        || !world.now().isBefore(signed.plus(GOOD_FOR))) {
      return Optional.empty();
    }
    Principals principals = world.principals();
    String keyId = parameters.getOrDefault("X-Amz-Credential", "").split("/", 2)[0];
    return principals
        .credentials(keyId)
        .filter(credentials ->
            question.equals(verified) || isSigned(question, credentials, host, signed, parameters))
        .flatMap(principals::find)
        .filter(principal -> world.now().isBefore(principal.expiry()));
  }

  /** Whether the same question, signed for this cluster, has the same signature. */
  private boolean isSigned(
      URI question,
      AwsSessionCredentials credentials,
      String host,
      Instant signed,
      Map<String, String> parameters) {
    SdkHttpRequest.Builder again =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://" + host + "/"))
            .putHeader("x-k8s-aws-id", cluster);
    parameters.forEach((name, value) -> {
      if (!name.startsWith("X-Amz-")) {
        again.putRawQueryParameter(name, value);
      }
    });
    Duration expiry = Duration.ofSeconds(Long.parseLong(parameters.get("X-Amz-Expires")));
    SdkHttpRequest mine =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(credentials)
                    .request(again.build())
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expiry)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signed, ZoneOffset.UTC)))
            .request();
    String expected = mine.firstMatchingRawQueryParameter("X-Amz-Signature").orElse("none");
    String given = parameters.getOrDefault("X-Amz-Signature", "");
    boolean same =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    if (same) {
      verified = question;
    }
    return same;
  }

  private static Map<String, String> parameters(URI question) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = question.getRawQuery() == null ? "" : question.getRawQuery();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
    }
    return parameters;
  }
}
