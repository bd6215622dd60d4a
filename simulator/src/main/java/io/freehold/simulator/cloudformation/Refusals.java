package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.cloudformation.template.Wrong;
import java.util.regex.Pattern;

/** What CloudFormation says no to, in its own words. */
final class Refusals {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*");
  private static final int LONGEST_NAME = 128;

  private Refusals() {}

  static Refusal noSuchStack(String nameOrId) {
    return Wrong.invalid("Stack with id " + nameOrId + " does not exist");
  }

  static Refusal noSuchStackNamed(String nameOrId) {
    return Wrong.invalid("Stack [" + nameOrId + "] does not exist");
  }

  static Refusal exists(String name) {
    return Refusal.of("AlreadyExistsException", "Stack [" + name + "] already exists");
  }

  static Refusal tokenUsed(String token) {
    return Refusal.of(
        "TokenAlreadyExistsException",
        "The client request token [" + token + "] was used before with other parameters");
  }

  static Refusal capabilities(String needed) {
    return Refusal.of(
        "InsufficientCapabilitiesException", "Requires capabilities : [" + needed + "]");
  }

  static Refusal notUpdatable(Stack stack) {
    return Wrong.invalid(
        "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated.");
  }

  static Refusal notDeletable(Stack stack) {
    return Wrong.invalid(
        "Stack [" + stack.id() + "] cannot be deleted while in status " + stack.status());
  }

  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw constraint(name, "satisfy regular expression pattern: " + NAME.pattern());
    }
    if (name.length() > LONGEST_NAME) {
      throw constraint(name, "have length less than or equal to " + LONGEST_NAME);
    }
  }

  private static Refusal constraint(String name, String constraint) {
    return Wrong.invalid(
        "1 validation error detected: Value '"
            + name
            + "' at 'stackName' failed to satisfy constraint: Member must "
            + constraint);
  }
}
