package io.freehold.simulator.cloudformation.resource;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A resource cannot be made, changed or deleted; the message is what events give as the reason. */
public final class Mishap extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Mishap(String reason) {
    super(reason, null, false, false);
  }

  /** Never null, unlike the inherited one may be. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  public static Mishap of(String reason) {
    return new Mishap(reason);
  }

  static Mishap exists(String type, String identifier) {
    return handler(
        "Resource of type '" + type + "' with identifier '" + identifier + "' already exists.",
        "AlreadyExists");
  }

  /** What a service said no to. */
  public static Mishap of(AwsServiceException refused) {
    String said =
        refused.awsErrorDetails().errorMessage()
            + " (Service: Iam, Status Code: "
            + refused.statusCode()
            + ", Request ID: "
            + refused.requestId()
            + ")";
    return handler(said, handlerCode(refused.awsErrorDetails().errorCode()));
  }

  private static Mishap handler(String said, String code) {
    UUID token = UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
    return new Mishap(
        "Resource handler returned message: \""
            + said
            + "\" (RequestToken: "
            + token
            + ", HandlerErrorCode: "
            + code
            + ")");
  }

  /**
   * <a
   * href="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html">Handler
   * error codes</a>.
   */
  private static String handlerCode(String code) {
    return switch (code) {
      case "AccessDenied" -> "AccessDenied";
      case "EntityAlreadyExists" -> "AlreadyExists";
      case "NoSuchEntity" -> "NotFound";
      case "LimitExceeded" -> "ServiceLimitExceeded";
      case "MalformedPolicyDocument", "InvalidInput", "ValidationError" -> "InvalidRequest";
      case "InvalidClientTokenId", "ExpiredToken" -> "InvalidCredentials";
      case "Throttling" -> "Throttling";
      case "InternalFailure", "ServiceUnavailable" -> "ServiceInternalError";
      default -> "GeneralServiceException";
    };
  }
}
