package io.freehold.aws.failure;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.Failure.Effect;
import io.freehold.kernel.failure.Failure.Kind;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.failure.FailureException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The one place that knows AWS's error codes. */
public final class AwsFailures implements FailureClassifier {
  /**
   * EC2 adds to a refusal what only the account's own administrators can decode, and another text
   * each time: two equal refusals would be told as two. <a
   * href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">Source</a>.
   */
  private static final Pattern ENCODED =
      Pattern.compile("\\s*Encoded authorization failure message: \\S+");

  private static final Map<Kind, Set<String>> CODES =
      Map.of(
          Kind.THROTTLED,
          Set.of(
              "RequestLimitExceeded",
              "Throttling",
              "ThrottlingException",
              "ThrottledException",
              "TooManyRequestsException",
              "RequestThrottled",
              "RequestThrottledException",
              "SlowDown",
              "BandwidthLimitExceeded",
              "PriorRequestNotComplete"),
          Kind.TRANSIENT,
          Set.of(
              "InternalError",
              "InternalFailure",
              "InternalServerError",
              "ServerException",
              "ServiceUnavailable",
              "ServiceUnavailableException",
              "ServiceFailure",
              "Unavailable",
              "RequestTimeout",
              "RequestTimeoutException",
              // A session that ended: the next pass takes a new one.
              "ExpiredToken",
              "ExpiredTokenException",
              "RequestExpired"),
          Kind.DEPENDENCY,
          Set.of(
              "DependencyViolation",
              "DeleteConflict",
              "ResourceInUse",
              "BucketNotEmpty",
              "HostedZoneNotEmpty",
              "InvalidIPAddress.InUse",
              "InvalidNetworkInterface.InUse",
              "OperationNotPermitted",
              "InvalidNatGatewayID.NotFound",
              "InvalidVpcID.NotFound",
              "InvalidSubnetID.NotFound",
              "InvalidGroup.NotFound",
              "InvalidAllocationID.NotFound",
              "InvalidInternetGatewayID.NotFound",
              "InvalidRouteTableID.NotFound",
              "InvalidLaunchTemplateId.NotFound",
              "SubnetNotFound",
              "LoadBalancerNotFound",
              "TargetGroupNotFound",
              "InvalidSubnet",
              "InvalidSecurityGroup",
              "NoSuchEntity",
              "NoSuchHostedZone",
              "ResourceNotFoundException",
              "ResourcePropagationDelayException",
              "NoSuchBucket"),
          Kind.PERMISSION,
          Set.of(
              "AccessDenied",
              "AccessDeniedException",
              "AccessDeniedFault",
              "UnauthorizedOperation",
              "UnauthorizedException",
              "AuthFailure",
              "InvalidClientTokenId",
              "UnrecognizedClientException",
              "SignatureDoesNotMatch",
              "OptInRequired",
              "AllAccessDisabled"),
          Kind.QUOTA,
          Set.of(
              "VpcLimitExceeded",
              "AddressLimitExceeded",
              "NatGatewayLimitExceeded",
              "InternetGatewayLimitExceeded",
              "SubnetLimitExceeded",
              "RouteTableLimitExceeded",
              "RouteLimitExceeded",
              "SecurityGroupLimitExceeded",
              "RulesPerSecurityGroupLimitExceeded",
              "VpcEndpointLimitExceeded",
              "VcpuLimitExceeded",
              "InstanceLimitExceeded",
              "LimitExceeded",
              "LimitExceededException",
              "ResourceLimitExceeded",
              "ResourceLimitExceededException",
              "TooManyBuckets",
              "TooManyLoadBalancers",
              "TooManyTargetGroups",
              "TooManyHostedZones",
              "InsufficientInstanceCapacity",
              "UnsupportedAvailabilityZoneException"),
          Kind.CONFLICT,
          Set.of(
              "EntityAlreadyExists",
              "BucketAlreadyExists",
              "BucketAlreadyOwnedByYou",
              "InvalidGroup.Duplicate",
              "InvalidSubnet.Conflict",
              "InvalidPermission.Duplicate",
              "RouteAlreadyExists",
              "Resource.AlreadyAssociated",
              "InvalidLaunchTemplateName.AlreadyExistsException",
              "DuplicateLoadBalancerName",
              "DuplicateTargetGroupName",
              "DuplicateListener",
              "HostedZoneAlreadyExists",
              "ConflictingDomainExists",
              "ResourceAlreadyExistsException",
              "ResourceInUseException",
              "IdempotentParameterMismatch",
              "ConcurrentModification",
              "OperationAbortedException",
              "OperationAborted"));

  @Override
  public Failure classify(RuntimeException thrown) {
    return switch (thrown) {
      case FailureException known -> known.failure();
      case AwsServiceException answered -> classify(answered);
      // No answer: a broken connection, a time-out, or an answer that could not be read.
      case SdkClientException lost -> Failure.unknown(Kind.TRANSIENT, "NoAnswer", message(lost));
      default -> Failure.unknown(Kind.BUG, thrown.getClass().getSimpleName(), message(thrown));
    };
  }

  private static Failure classify(AwsServiceException answered) {
    String code =
        Optional.ofNullable(answered.awsErrorDetails())
            .map(details -> details.errorCode())
            .orElse("Unknown");
    String message =
        Optional.ofNullable(answered.awsErrorDetails())
            .map(details -> details.errorMessage())
            .map(told -> ENCODED.matcher(told).replaceAll(""))
            .orElseGet(() -> message(answered));
    if (notAssumableYet(code, message)) {
      return Failure.refused(Kind.DEPENDENCY, code, message);
    }
    for (Map.Entry<Kind, Set<String>> known : CODES.entrySet()) {
      if (known.getValue().contains(code)) {
        return new Failure(known.getKey(), code, message, effect(answered.statusCode()));
      }
    }
    return answered.statusCode() >= 500
        ? Failure.unknown(Kind.TRANSIENT, code, message)
        : Failure.refused(Kind.INVALID, code, message);
  }

  /** A fault of the server's may have come after the deed; a refusal came instead of it. */
  private static Effect effect(int statusCode) {
    return statusCode >= 500 && statusCode != 503 ? Effect.UNKNOWN : Effect.NONE;
  }

  /**
   * A role is usable by other services only some seconds after it was made; until then they call
   * the request invalid. <a
   * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency">Source</a>.
   */
  private static boolean notAssumableYet(String code, String message) {
    return (code.equals("InvalidParameterException")
            || code.equals("InvalidParameterValue")
            || code.equals("InvalidRequestException"))
        && (message.contains("could not be assumed")
            || message.contains("Cannot assume role")
            || message.contains("does not exist")
            || message.contains("Invalid IAM Instance Profile"));
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
