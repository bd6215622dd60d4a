package io.freehold.simulator.aws.call;

import io.freehold.simulator.aws.access.Access;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One API call, before its effect.
 *
 * @param name the operation: {@code CreateVpc}
 * @param mutating whether it changes anything
 * @param dryRun whether it only asks for permission
 * @param limit the limit that applies, where it is not the service's usual one
 * @param access what it asks of IAM; runs under the world's lock, so it may look at the state
 */
public record CallSpec(
    String name,
    boolean mutating,
    boolean dryRun,
    Optional<RateLimit> limit,
    BiConsumer<CallContext, Access> access) {

  /** A call that changes nothing, and asks IAM about {@code *} unless told otherwise. */
  public static CallSpec read(String name) {
    return new CallSpec(name, false, false, Optional.empty(), (context, access) -> {});
  }

  /** A call that changes something, and asks IAM about {@code *} unless told otherwise. */
  public static CallSpec write(String name) {
    return new CallSpec(name, true, false, Optional.empty(), (context, access) -> {});
  }

  /** With what it asks of IAM. */
  public CallSpec asking(BiConsumer<CallContext, Access> questions) {
    return new CallSpec(name, mutating, dryRun, limit, questions);
  }

  /** With a limit of its own. */
  public CallSpec limited(RateLimit other) {
    return new CallSpec(name, mutating, dryRun, Optional.of(other), access);
  }

  /** EC2's flag; the SDK leaves it null where it was not set. */
  public CallSpec dryRun(boolean flag) {
    return new CallSpec(name, mutating, flag, limit, access);
  }
}
