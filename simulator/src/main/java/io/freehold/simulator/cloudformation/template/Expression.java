package io.freehold.simulator.cloudformation.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a template with its functions understood. */
public sealed interface Expression {
  /** A string, number or boolean that stands as it is. */
  record Constant(Value value) implements Expression {}

  record ListOf(List<Expression> items) implements Expression {}

  /** In the order in which it was written. */
  record MapOf(Map<String, Expression> entries) implements Expression {
    public MapOf {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  record Ref(String name) implements Expression {}

  record GetAtt(String resource, String attribute) implements Expression {}

  /**
   * @param own variables that the function defines itself
   */
  record Sub(Substitution text, Map<String, Expression> own) implements Expression {}

  record Join(String delimiter, Expression items) implements Expression {}

  record Select(Expression index, Expression items) implements Expression {}

  record Split(String delimiter, Expression text) implements Expression {}

  record FindInMap(Expression map, Expression first, Expression second) implements Expression {}

  record If(String condition, Expression then, Expression otherwise) implements Expression {}

  record Equals(Expression left, Expression right) implements Expression {}

  record Not(Expression negated) implements Expression {}

  record And(List<Expression> all) implements Expression {}

  record Or(List<Expression> any) implements Expression {}

  /** Another condition, by name. */
  record Holds(String condition) implements Expression {}
}
