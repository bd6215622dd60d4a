package io.freehold.simulator.iam.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One statement.
 *
 * @param label its Sid, or its place in the policy, counted from 1
 * @param principal whom it names; empty in a policy that hangs on a principal
 * @param actions in lower case, because actions compare without case
 * @param resources empty where the policy hangs on the resource itself, as trust policies do
 */
record Statement(
    String label,
    Effect effect,
    Optional<PrincipalClause> principal,
    Choice<Glob> actions,
    Optional<Choice<Template>> resources,
    List<Condition> conditions) {

  /** What follows if it applies. */
  enum Effect {
    ALLOW,
    DENY
  }

  /** Some things, or all but some: {@code Action} and {@code NotAction}. */
  record Choice<T>(boolean allBut, List<T> listed) {
    boolean takes(Predicate<T> test) {
      return listed.stream().anyMatch(test) != allBut;
    }
  }

  /** Whether it applies to this request, leaving aside whom it names. */
  boolean applies(String policy, String action, String resource, RequestContext context) {
    String lower = action.toLowerCase(Locale.ROOT);
    if (!actions.takes(glob -> glob.matches(lower))) {
      return false;
    }
    Consumer<String> mustBeKnown =
        key -> {
          if (!context.isComplete()
              && context.values(key).isEmpty()
              && !ConditionKeys.require(key).supplied()) {
            throw new UnsuppliedKey(key, policy, label, action);
          }
        };
    resources.ifPresent(
        choice -> choice.listed().forEach(template -> template.variables().forEach(mustBeKnown)));
    if (!resources.map(choice -> takes(choice, resource, context)).orElse(true)) {
      return false;
    }
    conditions.forEach(condition -> condition.keys().forEach(mustBeKnown));
    return conditions.stream().allMatch(condition -> condition.holds(context));
  }

  /** The context keys on which it depends. */
  Stream<String> keys() {
    return Stream.concat(
        resources.stream()
            .flatMap(choice -> choice.listed().stream())
            .flatMap(template -> template.variables().stream()),
        conditions.stream().flatMap(Condition::keys));
  }

  private static boolean takes(Choice<Template> choice, String resource, RequestContext context) {
    return choice.takes(
        template -> template.glob(context).filter(glob -> glob.matches(resource)).isPresent());
  }
}
