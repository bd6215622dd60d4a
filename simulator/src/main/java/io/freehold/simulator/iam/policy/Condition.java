package io.freehold.simulator.iam.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One key of a condition block; all of a statement's must hold. */
record Condition(Operator operator, String key, List<Template> wanted) {
  Condition {
    if (ConditionKeys.require(key).multivalued()
        && operator.quantity() == Operator.Quantity.SINGLE
        && operator.comparison() != Comparison.NULL) {
      throw new MalformedPolicy(
          "Condition key " + key + " has several values: needs ForAllValues or ForAnyValue");
    }
    wanted.forEach(operator.comparison()::check);
  }

  boolean holds(RequestContext context) {
    Set<String> values = context.values(key);
    if (values.size() > 1 && !ConditionKeys.require(key).multivalued()) {
      throw new IllegalStateException(
          "condition key " + key + ": found " + values + ", needed one value at most");
    }
    return operator.passes(values, wanted, context);
  }

  /** The keys whose values decide. */
  Stream<String> keys() {
    return Stream.concat(
        Stream.of(key), wanted.stream().flatMap(template -> template.variables().stream()));
  }
}
