package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.condition.Condition.Status;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.service.ServiceSpec;
import java.time.Instant;

/**
 * Whether a service is kept from the internet at large, as the condition {@code AccessRestricted}.
 * It is told from what is asked for alone, and so is right at once.
 */
final class AccessRestriction {
  static final String TYPE = "AccessRestricted";

  private AccessRestriction() {}

  /**
   * The condition.
   *
   * @param since when its status came to be what it is, unless it was so before
   */
  static Condition of(ServiceRow row, InfrastructureSpec place, Instant since) {
    AccessReason reason = reason(row.spec(), place);
    return new Condition(
        TYPE,
        reason == AccessReason.OPEN_TO_EVERYBODY ? Status.FALSE : Status.TRUE,
        reason.word(),
        message(reason, row.spec()),
        row.generation(),
        since);
  }

  private static AccessReason reason(ServiceSpec spec, InfrastructureSpec place) {
    if (spec.ipAccessList().isEmpty()) {
      return AccessReason.CLOSED_TO_EVERYBODY;
    }
    if (!place.loadBalancers().publicly()) {
      return AccessReason.PRIVATE_ONLY;
    }
    return spec.isOpenToAll() ? AccessReason.OPEN_TO_EVERYBODY : AccessReason.LISTED_ONLY;
  }

  private static String message(AccessReason reason, ServiceSpec spec) {
    return switch (reason) {
      case OPEN_TO_EVERYBODY ->
          "everybody in the internet may try to log in; set ipAccessList to the addresses that need"
              + " it";
      case CLOSED_TO_EVERYBODY -> "ipAccessList is empty: nobody gets in, by any name";
      case LISTED_ONLY -> "from the internet: %d ranges".formatted(spec.accessRanges().size());
      case PRIVATE_ONLY -> "there is no way in from the internet";
    };
  }
}
