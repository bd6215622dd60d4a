package io.freehold.aws.session;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
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
  private final Optional<String> refusedAs;
  private @Nullable AwsSessionCredentials credentials;
  private Instant end = Instant.MIN;

  /**
   * @param refusedAs the code of the failure where the role may not be assumed, to tell that from a
   *     refusal of the call that needed it; empty for STS's own code
   */
  AssumedRole(StsClient sts, AssumeRoleRequest request, Clock clock, Optional<String> refusedAs) {
    this.sts = sts;
    this.request = request;
    this.clock = clock;
    this.refusedAs = refusedAs;
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    AwsSessionCredentials known = credentials;
    if (known == null || !clock.instant().isBefore(end.minus(BEFORE_THE_END))) {
      Credentials made = assume();
      known =
          AwsSessionCredentials.create(
              made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
      credentials = known;
      end = made.expiration();
    }
    return known;
  }

  private Credentials assume() {
    try {
      return sts.assumeRole(request).credentials();
    } catch (SdkException e) {
      Failure failure = new AwsFailures().classify(e);
      if (refusedAs.isEmpty() || failure.kind() != Failure.Kind.PERMISSION) {
        throw e;
      }
      throw new FailureException(
          Failure.refused(
              Failure.Kind.PERMISSION, refusedAs.get(), failure.code() + ": " + failure.message()));
    }
  }
}
