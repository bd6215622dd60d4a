package io.freehold.aws.eks;

import io.freehold.aws.session.AwsSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * One token for many requests: signing costs more than all the rest of a request. A new one is made
 * once the credentials are others, and well before the old one ends. For several threads.
 */
final class KeptToken implements Supplier<String> {
  /** Of the quarter of an hour for which a cluster takes a token. */
  static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private final AwsSession aws;
  private final String clusterName;
  private final Clock clock;
  private volatile @Nullable Made latest;

  private record Made(AwsCredentials by, Instant at, String token) {
    /** Without the token, which is a secret. */
    @Override
    public String toString() {
      return "made at " + at;
    }
  }

  KeptToken(AwsSession aws, String clusterName, Clock clock) {
    this.aws = aws;
    this.clusterName = clusterName;
    this.clock = clock;
  }

  @Override
  public String get() {
    AwsCredentials credentials = aws.credentials().resolveCredentials();
    Instant now = clock.instant();
    Made known = latest;
    if (known == null
        || !known.by().equals(credentials)
        || now.isBefore(known.at())
        || !now.isBefore(known.at().plus(KEPT_FOR))) {
      known =
          new Made(credentials, now, EksToken.of(credentials, aws.region(), clusterName, clock));
      latest = known;
    }
    return known.token();
  }
}
