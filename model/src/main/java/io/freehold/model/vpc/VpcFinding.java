package io.freehold.model.vpc;

/**
 * A rule that a VPC breaks.
 *
 * @param resource the id of what is not as it has to be
 * @param found what was found
 * @param needed what would be right
 * @param remedy the command that mends it; a sentence where no command does
 */
public record VpcFinding(
    VpcRule rule, String resource, String found, String needed, String remedy) {

  /** By which preflight tells it, and by which it is waived; the same as long as it is true. */
  public String checkId() {
    return "vpc-%s-%s".formatted(rule.id(), resource);
  }

  /** All of it in one line. */
  public String message() {
    return "%s %s: found %s, needed %s; mend it with: %s"
        .formatted(rule.id(), resource, found, needed, remedy);
  }
}
