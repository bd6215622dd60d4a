package io.freehold.simulator.iam.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A condition operator with its prefix and suffix: {@code ForAllValues:StringLikeIfExists}.
 *
 * @param quantity how many of the request's values must pass
 * @param comparison what is compared
 * @param ifExists whether an absent key passes
 */
record Operator(Quantity quantity, Comparison comparison, boolean ifExists) {
  private static final String IF_EXISTS = "IfExists";

  /** How many of the request's values must pass. */
  enum Quantity {
    /** There is one. */
    SINGLE(""),
    /** Every one; also where there is none. */
    ALL("ForAllValues:"),
    /** At least one; never where there is none. */
    ANY("ForAnyValue:");

    private final String prefix;

    Quantity(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * Reads an operator.
   *
   * @throws MalformedPolicy for one that is not known: never a pass
   */
  static Operator of(String name) {
    Quantity quantity =
        name.startsWith(Quantity.ALL.prefix)
            ? Quantity.ALL
            : name.startsWith(Quantity.ANY.prefix) ? Quantity.ANY : Quantity.SINGLE;
    String rest = name.substring(quantity.prefix.length());
    boolean ifExists = rest.endsWith(IF_EXISTS);
    String bare = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(one -> one.operator().equals(bare))
            .findFirst()
            .orElseThrow(() -> new MalformedPolicy("Invalid Condition type : " + name));
    if (comparison == Comparison.NULL && (ifExists || quantity != Quantity.SINGLE)) {
      throw new MalformedPolicy("Invalid Condition type : " + name);
    }
    if (ifExists && quantity == Quantity.ANY) {
      // The two contradict each other where the key is absent, and AWS does not say which wins.
      throw new MalformedPolicy(name + " is not supported: IfExists after ForAnyValue");
    }
    return new Operator(quantity, comparison, ifExists);
  }

  /** Whether these values of a request pass. */
  boolean passes(Set<String> values, List<Template> wanted, RequestContext context) {
    if (comparison == Comparison.NULL) {
      return wanted.stream()
          .anyMatch(one -> Boolean.parseBoolean(one.source()) == values.isEmpty());
    }
    return switch (quantity) {
      case SINGLE ->
          values.isEmpty()
              ? ifExists || comparison.negated()
              : comparison.passes(values.iterator().next(), wanted, context);
      case ALL -> values.stream().allMatch(value -> comparison.passes(value, wanted, context));
      case ANY -> values.stream().anyMatch(value -> comparison.passes(value, wanted, context));
    };
  }
}
