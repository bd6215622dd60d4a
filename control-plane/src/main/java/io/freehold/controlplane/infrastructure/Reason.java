package io.freehold.controlplane.infrastructure;

import io.freehold.aws.iam.CustomerRole;
import io.freehold.aws.network.customer.CustomerVpc;
import io.freehold.kernel.failure.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a condition is as it is; {@code docs/conditions.md} says what each means and asks for. */
public enum Reason {
  /** Everything is as asked for. */
  ALL_PRESENT,
  PROVISIONING,
  UPDATING,
  STOPPING,
  STOPPED,
  ASLEEP,
  DELETING,
  DELETED,
  AWAITING_ROLE,
  ACCOUNT_BLOCKED,
  PREFLIGHT_FAILED,
  ROLE_OUTDATED,
  CHART_UNAVAILABLE,
  WAITING_FOR_NODES,
  CERTIFICATE_ISSUED,
  CERTIFICATE_ISSUING,
  CERTIFICATE_REFUSED,
  CERTIFICATE_EXPIRING,
  CERTIFICATE_EXPIRED,
  CHANGE_WITHHELD,
  LEFTOVERS_FOUND,
  THROTTLED,
  CLOUD_UNAVAILABLE,
  WAITING_FOR_DEPENDENCY,
  PERMISSION_MISSING,
  QUOTA_EXCEEDED,
  CUSTOMER_VPC_UNFIT,
  CUSTOMER_ROLES_UNFIT,
  CONFLICT,
  REFUSED_BY_CLOUD,
  INTERNAL_ERROR;

  /** The reason of a failure. */
  static Reason of(Failure failure) {
    return switch (failure.code()) {
      case CustomerVpc.UNFIT -> CUSTOMER_VPC_UNFIT;
      case CustomerRole.MISSING, CustomerRole.UNFIT -> CUSTOMER_ROLES_UNFIT;
      default -> of(failure.kind());
    };
  }

  /** The reason of a failure that has none of its own. */
  public static Reason of(Failure.Kind kind) {
    return switch (kind) {
      case THROTTLED -> THROTTLED;
      case TRANSIENT -> CLOUD_UNAVAILABLE;
      case DEPENDENCY -> WAITING_FOR_DEPENDENCY;
      case PERMISSION -> PERMISSION_MISSING;
      case QUOTA -> QUOTA_EXCEEDED;
      case CONFLICT -> CONFLICT;
      case INVALID -> REFUSED_BY_CLOUD;
      case BUG -> INTERNAL_ERROR;
    };
  }

  /** As the API shows it: one word in upper camel case. */
  public String word() {
    return Arrays.stream(name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
