package io.freehold.simulator.cloudformation.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What an expression refers to.
 *
 * @param names by {@code Ref}
 * @param attributes by {@code Fn::GetAtt}
 * @param substituted attributes by {@code Fn::Sub}
 * @param conditions by {@code Fn::If} and {@code Condition}
 * @param maps by {@code Fn::FindInMap}, where the name is written out
 */
record References(
    Set<String> names,
    List<Expression.GetAtt> attributes,
    List<Expression.GetAtt> substituted,
    Set<String> conditions,
    Set<String> maps) {

  private References() {
    this(
        new LinkedHashSet<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>());
  }

  /** All that is written there, whatever the conditions. */
  static References of(Expression expression) {
    References references = new References();
    references.add(expression, condition -> Optional.empty());
    return references;
  }

  /** What counts where these conditions hold. */
  static References of(Expression expression, Predicate<String> holds) {
    References references = new References();
    references.add(expression, condition -> Optional.of(holds.test(condition)));
    return references;
  }

  /** Everything that is named, resources and parameters. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(names);
    attributes.forEach(attribute -> all.add(attribute.resource()));
    substituted.forEach(attribute -> all.add(attribute.resource()));
    return all;
  }

  private interface Branch {
    Optional<Boolean> of(String condition);
  }

  private void add(Expression expression, Branch branch) {
    Consumer<Expression> inside = one -> add(one, branch);
    switch (expression) {
      case Expression.Constant _ -> {}
      case Expression.ListOf(List<Expression> items) -> items.forEach(inside);
      case Expression.MapOf map -> map.entries().values().forEach(inside);
      case Expression.Ref(String name) -> names.add(name);
      case Expression.GetAtt attribute -> attributes.add(attribute);
      case Expression.Sub sub -> {
        sub.own().values().forEach(inside);
        for (Substitution.Variable variable : sub.text().variables()) {
          if (!sub.own().containsKey(variable.name())) {
            if (Substitution.meaning(variable) instanceof Expression.GetAtt attribute) {
              substituted.add(attribute);
            } else {
              names.add(variable.name());
            }
          }
        }
      }
      case Expression.Join join -> inside.accept(join.items());
      case Expression.Split split -> inside.accept(split.text());
      case Expression.Select(Expression index, Expression items) -> {
        inside.accept(index);
        inside.accept(items);
      }
      case Expression.FindInMap find -> {
        if (find.map() instanceof Expression.Constant(Value value)) {
          value.scalar().ifPresent(maps::add);
        }
        List.of(find.map(), find.first(), find.second()).forEach(inside);
      }
      case Expression.If choice -> {
        conditions.add(choice.condition());
        Optional<Boolean> holds = branch.of(choice.condition());
        if (holds.orElse(true)) {
          inside.accept(choice.then());
        }
        if (!holds.orElse(false)) {
          inside.accept(choice.otherwise());
        }
      }
      case Expression.Equals(Expression left, Expression right) -> {
        inside.accept(left);
        inside.accept(right);
      }
      case Expression.Not(Expression negated) -> inside.accept(negated);
      case Expression.And(List<Expression> all) -> all.forEach(inside);
      case Expression.Or(List<Expression> any) -> any.forEach(inside);
      case Expression.Holds(String condition) -> conditions.add(condition);
    }
  }
}
