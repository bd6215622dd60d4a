package io.freehold.aws.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The credentials of a role: fetched at the first call, and again some minutes before they end. The
 * SDK's own provider does the same by the machine's clock only, which knows no virtual time.
 */
final class AssumedRole implements AwsCredentialsProvider {
  /** Longer than any call, and than two clocks differ. */
  private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

  private final StsClient sts;
  private final AssumeRoleRequest request;
  private final Clock clock;
  private @Nullable AwsSessionCredentials credentials;
  private Instant end = Instant.MIN;

  AssumedRole(StsClient sts, AssumeRoleRequest request, Clock clock) {
    this.sts = sts;
    this.request = request;
    this.clock = clock;
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    AwsSessionCredentials known = credentials;
    if (known == null || !clock.instant().isBefore(end.minus(BEFORE_THE_END))) {
      Credentials made = sts.assumeRole(request).credentials();
      known =
          AwsSessionCredentials.create(
              made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
      credentials = known;
      end = made.expiration();
    }
    return known;
  }
}
