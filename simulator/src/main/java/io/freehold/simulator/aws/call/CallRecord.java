package io.freehold.simulator.aws.call;

import java.time.Instant;
import java.util.Optional;

/**
 * One call, as it ended.
 *
 * @param number from the start of the world, counted from 1
 * @param mutatingNumber the same among mutating calls; 0 for a read
 * @param at when it arrived
 * @param accountId the caller's account; empty for unknown credentials
 * @param region of the client
 * @param principal the caller's ARN; empty for unknown credentials
 * @param action with its service: {@code ec2:CreateVpc}
 * @param outcome how it ended
 * @param errorCode what the caller was told, if it was refused
 * @param requestId as the error names it
 */
public record CallRecord(
    long number,
    int mutatingNumber,
    Instant at,
    String accountId,
    String region,
    String principal,
    String action,
    Outcome outcome,
    Optional<String> errorCode,
    String requestId) {

  /** How a call ended. */
  public enum Outcome {
    DONE,
    /** The service said no, for a reason of its own. */
    REFUSED,
    THROTTLED,
    DENIED,
    /** Answered with a 5xx. */
    BROKEN,
    REQUEST_LOST,
    /** It took effect, and the caller does not know. */
    ANSWER_LOST
  }

  public boolean mutating() {
    return mutatingNumber > 0;
  }
}
