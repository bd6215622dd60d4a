package io.freehold.simulator.aws.call;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How one service names itself, limits its callers and words its errors.
 *
 * @param prefix of its IAM actions: {@code ec2}
 * @param displayName as the SDK names it in error details: {@code Ec2}
 * @param global whether it knows no regions
 * @param codes the codes for what every service says in its own words
 * @param limits the limit of each action; the flag tells whether it changes something
 * @param plain makes an exception that has no class of its own
 * @param typed makes the exceptions that have one, by code
 */
public record Dialect(
    String prefix,
    String displayName,
    boolean global,
    Codes codes,
    BiFunction<String, Boolean, RateLimit> limits,
    Supplier<? extends AwsServiceException.Builder> plain,
    Map<String, Supplier<? extends AwsServiceException.Builder>> typed) {

  public Dialect {
    typed = Map.copyOf(typed);
  }

  /** One error: its code and HTTP status. */
  public record Code(String code, int status) {}

  /**
   * What every service says in its own words.
   *
   * @param throttled too many calls
   * @param denied IAM says no
   * @param unknownKey nobody has this access key
   * @param expired the session ended
   * @param internal the service broke
   * @param unavailable the service is down
   */
  public record Codes(
      Code throttled, Code denied, Code unknownKey, Code expired, Code internal, Code unavailable) {

    /** EC2's own. */
    public static final Codes EC2 =
        new Codes(
            new Code("RequestLimitExceeded", 503),
            new Code("UnauthorizedOperation", 403),
            new Code("AuthFailure", 401),
            new Code("RequestExpired", 400),
            new Code("InternalError", 500),
            new Code("Unavailable", 503));

    /** The query and XML services: IAM, STS, Elastic Load Balancing, Route 53. */
    public static final Codes QUERY =
        new Codes(
            new Code("Throttling", 400),
            new Code("AccessDenied", 403),
            new Code("InvalidClientTokenId", 403),
            new Code("ExpiredToken", 403),
            new Code("InternalFailure", 500),
            new Code("ServiceUnavailable", 503));

    /** The JSON services: EKS, CloudWatch Logs, the Tagging API. */
    public static final Codes JSON =
        new Codes(
            new Code("ThrottlingException", 400),
            new Code("AccessDeniedException", 400),
            new Code("UnrecognizedClientException", 400),
            new Code("ExpiredTokenException", 400),
            new Code("InternalServerException", 500),
            new Code("ServiceUnavailableException", 503));

    /** S3's own. */
    public static final Codes S3 =
        new Codes(
            new Code("SlowDown", 503),
            new Code("AccessDenied", 403),
            new Code("InvalidAccessKeyId", 403),
            new Code("ExpiredToken", 400),
            new Code("InternalError", 500),
            new Code("ServiceUnavailable", 503));

    /** The same with another word for throttling. */
    public Codes throttledAs(String code, int status) {
      return new Codes(new Code(code, status), denied, unknownKey, expired, internal, unavailable);
    }

    /** The same with another status where access is denied. */
    public Codes deniedAs(String code, int status) {
      return new Codes(
          throttled, new Code(code, status), unknownKey, expired, internal, unavailable);
    }
  }

  String action(String name) {
    return prefix + ":" + name;
  }
}
