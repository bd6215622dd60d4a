package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

class EksTokenTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T08:00:00Z"), ZoneOffset.UTC);
  private static final AwsSessionCredentials SOMEBODY =
      AwsSessionCredentials.create("ASIA1", "secret", "session+token/=");

  private static String token(String cluster) {
    return EksToken.of(SOMEBODY, Region.EU_CENTRAL_1, cluster, CLOCK);
  }

  private static URI question(String token) {
    byte[] decoded = Base64.getUrlDecoder().decode(token.substring(EksToken.PREFIX.length()));
    return URI.create(new String(decoded, StandardCharsets.UTF_8));
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : uri.getQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return parameters;
  }

  @Test
  void asksTheRegionsStsWhoTheCallerIs() {
    URI question = question(token("c"));
    assertThat(question.getHost()).isEqualTo("sts.eu-central-1.amazonaws.com");
    assertThat(parameters(question))
        .containsEntry("Action", "GetCallerIdentity")
        .containsEntry("Version", "2011-06-15")
        .containsEntry("X-Amz-Date", "20260105T080000Z")
        .containsEntry("X-Amz-Expires", "60")
        .containsEntry("X-Amz-Credential", "ASIA1/20260105/eu-central-1/sts/aws4_request")
        .containsEntry("X-Amz-Security-Token", "session+token/=");
  }

  @Test
  void signsTheClustersNameSoThatNoOtherClusterCanUseIt() {
    Map<String, String> one = parameters(question(token("one")));
    Map<String, String> other = parameters(question(token("other")));
    assertThat(one).containsEntry("X-Amz-SignedHeaders", "host;x-k8s-aws-id");
    assertThat(one.get("X-Amz-Signature")).isNotEqualTo(other.get("X-Amz-Signature"));
  }

  @Test
  void needsNoPaddingAndHoldsNoSecret() {
    assertThat(token("c")).startsWith("k8s-aws-v1.").doesNotContain("=");
    assertThat(question(token("c")).toString()).doesNotContain("secret");
  }
}
