package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.cloudformation.template.Value.Mapping;
import io.freehold.simulator.cloudformation.template.Value.Nothing;
import io.freehold.simulator.cloudformation.template.Value.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Works out functions.
 *
 * @param names what parameters and pseudo parameters stand for
 * @param resources what there is of the stack's resources so far
 */
public record Evaluation(Template template, Map<String, Value> names, Resources resources) {

  /** What there is of a stack's resources. */
  public interface Resources {
    /** Among them is none yet, as far as conditions go. */
    Resources NONE =
        new Resources() {
          @Override
          public String reference(String resource) {
            throw Wrong.unresolved(List.of(resource), "Resources");
          }

          @Override
          public String attribute(String resource, String attribute) {
            throw Wrong.unresolved(List.of(resource), "Resources");
          }
        };

    /** What {@code Ref} gives for a resource. */
    String reference(String resource);

    /** What {@code Fn::GetAtt} gives. */
    String attribute(String resource, String attribute);
  }

  /** The value of an expression; {@link Nothing} where it is left out. */
  public Value value(Expression expression) {
    return switch (expression) {
      case Expression.Constant(Value value) -> value;
      case Expression.ListOf(List<Expression> items) ->
          new Sequence(
              items.stream().map(this::value).filter(item -> !(item instanceof Nothing)).toList());
      case Expression.MapOf map -> mapping(map);
      case Expression.Ref(String name) -> {
        Value known = names.get(name);
        yield known == null ? Value.text(resources.reference(name)) : known;
      }
      case Expression.GetAtt(String resource, String attribute) ->
          Value.text(resources.attribute(resource, attribute));
      case Expression.Sub sub -> substituted(sub);
      case Expression.Join(String delimiter, Expression items) ->
          Value.text(
              list(items, ExpressionReader.JOIN).stream()
                  .map(item ->
                      item.scalar().orElseThrow(() -> Wrong.function(ExpressionReader.JOIN)))
                  .collect(Collectors.joining(delimiter)));
      case Expression.Split(String delimiter, Expression text) ->
          new Sequence(
              Arrays.stream(
                      scalar(text, ExpressionReader.SPLIT).split(Pattern.quote(delimiter), -1))
                  .map(Value::text)
                  .toList());
      case Expression.Select select -> selected(select);
      case Expression.FindInMap find -> found(find);
      case Expression.If(String condition, Expression then, Expression otherwise) ->
          value(holds(condition) ? then : otherwise);
      case Expression.Equals _,
          Expression.Not _,
          Expression.And _,
          Expression.Or _,
          Expression.Holds _ ->
          new Value.Literal(Boolean.toString(truth(expression)));
    };
  }

  /** The values of an object, without those that are left out. */
  public Mapping mapping(Expression.MapOf map) {
    Map<String, Value> entries = new LinkedHashMap<>();
    map.entries()
        .forEach((key, entry) -> {
          Value value = value(entry);
          if (!(value instanceof Nothing)) {
            entries.put(key, value);
          }
        });
    return new Mapping(entries);
  }

  /** Whether one of the template's conditions holds. */
  public boolean holds(String condition) {
    Expression expression = template.conditions().get(condition);
    if (expression == null) {
      throw Wrong.function("unresolved condition dependency " + condition + " in Fn::If");
    }
    return truth(expression);
  }

  private boolean truth(Expression expression) {
    return switch (expression) {
      case Expression.Equals(Expression left, Expression right) ->
          value(left).equals(value(right)) || sameText(value(left), value(right));
      case Expression.Not(Expression negated) -> !truth(negated);
      case Expression.And(List<Expression> all) -> all.stream().allMatch(this::truth);
      case Expression.Or(List<Expression> any) -> any.stream().anyMatch(this::truth);
      case Expression.Holds(String condition) -> holds(condition);
      case Expression.Constant _,
          Expression.ListOf _,
          Expression.MapOf _,
          Expression.Ref _,
          Expression.GetAtt _,
          Expression.Sub _,
          Expression.Join _,
          Expression.Select _,
          Expression.Split _,
          Expression.FindInMap _,
          Expression.If _ ->
          throw new IllegalStateException("expression: found " + expression + ", needed a truth");
    };
  }

  private static boolean sameText(Value left, Value right) {
    return left.scalar().isPresent() && left.scalar().equals(right.scalar());
  }

  private Value substituted(Expression.Sub sub) {
    StringBuilder text = new StringBuilder();
    for (Substitution.Part part : sub.text().parts()) {
      switch (part) {
        case Substitution.Plain(String plain) -> text.append(plain);
        case Substitution.Variable variable -> {
          Expression own = sub.own().get(variable.name());
          Value value = value(own == null ? Substitution.meaning(variable) : own);
          text.append(
              value
                  .scalar()
                  .orElseThrow(() ->
                      Wrong.function(
                          "variable "
                              + variable.name()
                              + " in Fn::Sub expression does not resolve to a string")));
        }
      }
    }
    return Value.text(text.toString());
  }

  private Value selected(Expression.Select select) {
    String wrong =
        "Fn::Select requires a list argument with two elements: an integer index and a list";
    String index = scalar(select.index(), wrong);
    List<Value> items = list(select.items(), wrong);
    if (!index.matches("\\d{1,6}")) {
      throw Wrong.function(wrong);
    }
    if (Integer.parseInt(index) >= items.size()) {
      throw Wrong.function("Fn::Select cannot select nonexistent value at index " + index);
    }
    return items.get(Integer.parseInt(index));
  }

  private Value found(Expression.FindInMap find) {
    String wrong =
        "every Fn::FindInMap object requires three parameters, the map name, map key and the"
            + " attribute for return value";
    List<String> keys = new ArrayList<>();
    for (Expression key : List.of(find.map(), find.first(), find.second())) {
      keys.add(scalar(key, wrong));
    }
    Value.Mapping first = template.mappings().get(keys.get(0));
    if (first == null) {
      throw noSuchMapping(keys.get(0));
    }
    if (first.get(keys.get(1)).orElse(Mapping.EMPTY) instanceof Mapping second
        && second.entries().containsKey(keys.get(2))) {
      return second.get(keys.get(2)).orElseThrow();
    }
    throw Wrong.function("Unable to get mapping for " + String.join("::", keys));
  }

  static RuntimeException noSuchMapping(String name) {
    return Wrong.function(
        "Mapping named '" + name + "' is not present in the 'Mappings' section of template.");
  }

  private String scalar(Expression expression, String wrong) {
    return value(expression).scalar().orElseThrow(() -> Wrong.function(wrong));
  }

  private List<Value> list(Expression expression, String wrong) {
    if (value(expression) instanceof Sequence(List<Value> items)) {
      return items;
    }
    throw Wrong.function(wrong);
  }
}
