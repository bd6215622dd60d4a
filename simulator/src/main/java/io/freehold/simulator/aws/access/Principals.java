package io.freehold.simulator.aws.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Which credentials stand for whom. Safe for use by several threads. */
public final class Principals {
  private record Session(AwsSessionCredentials credentials, Principal principal) {}

  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  /** New credentials for this principal, good until its expiry. */
  public AwsSessionCredentials issue(Principal principal) {
    long number = numbers.incrementAndGet();
    AwsSessionCredentials credentials =
        AwsSessionCredentials.create(
            String.format("ASIASIM%013d", number), "secret-" + number, "token-" + number);
    sessions.put(credentials.accessKeyId(), new Session(credentials, principal));
    return credentials;
  }

  /** The credentials with this key, expired or not, to check what was signed with them. */
  public Optional<AwsSessionCredentials> credentials(String accessKeyId) {
    return Optional.ofNullable(sessions.get(accessKeyId)).map(Session::credentials);
  }

  /** Who these credentials stand for, expired or not; empty for unknown or altered ones. */
  public Optional<Principal> find(AwsCredentials credentials) {
    Session session = sessions.get(credentials.accessKeyId());
    if (session == null
        || !(credentials instanceof AwsSessionCredentials given)
        || !session.credentials().secretAccessKey().equals(given.secretAccessKey())
        || !session.credentials().sessionToken().equals(given.sessionToken())) {
      return Optional.empty();
    }
    return Optional.of(session.principal());
  }
}
