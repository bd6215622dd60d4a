package io.freehold.simulator.aws.call;

import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * One service, as one client sees it: with its credentials and in its region. Credentials are asked
 * for at each call, as the SDK does.
 */
public final class Endpoint {
  private final Calls calls;
  private final Dialect dialect;
  private final AwsCredentialsProvider credentials;
  private final Region region;

  public Endpoint(Calls calls, Dialect dialect, AwsCredentialsProvider credentials, Region region) {
    this.calls = calls;
    this.dialect = dialect;
    this.credentials = credentials;
    this.region = region;
  }

  /**
   * Serves one call.
   *
   * @param effect runs under the world's lock; refuses by {@link Refusal}
   */
  public <T> T call(CallSpec spec, Function<CallContext, T> effect) {
    return calls.run(dialect, credentials.resolveCredentials(), region.id(), spec, effect);
  }

  /** Serves a call that changes nothing. */
  public <T> T read(String name, Function<CallContext, T> effect) {
    return call(CallSpec.read(name), effect);
  }
}
