package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Understands functions: <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">reference</a>.
 */
final class ExpressionReader {
  static final String PREFIX = "Fn::";

  private static final Set<String> UNSIMULATED =
      Set.of(
          "Fn::Base64",
          "Fn::Cidr",
          "Fn::Contains",
          "Fn::EachMemberEquals",
          "Fn::EachMemberIn",
          "Fn::GetAZs",
          "Fn::ImportValue",
          "Fn::Length",
          "Fn::RefAll",
          "Fn::ToJsonString",
          "Fn::Transform",
          "Fn::ValueOf",
          "Fn::ValueOfAll");

  private final boolean inConditions;

  private ExpressionReader(boolean inConditions) {
    this.inConditions = inConditions;
  }

  /** Reads what stands in properties and outputs. */
  static Expression read(Value value) {
    return new ExpressionReader(false).expression(value);
  }

  /** Reads one of the template's conditions. */
  static Expression condition(Value value) {
    return new ExpressionReader(true)
        .truth(
            value,
            Wrong.format(
                "Conditions can only be boolean operations on parameters and other conditions"));
  }

  private Expression expression(Value value) {
    return switch (value) {
      case Value.Text(String text) when text.contains("{{resolve:") ->
          throw Wrong.unsimulated("the dynamic reference in '" + text + "'");
      case Value.Text _, Value.Literal _, Value.Nothing _ -> new Expression.Constant(value);
      case Value.Sequence(List<Value> items) ->
          new Expression.ListOf(items.stream().map(this::expression).toList());
      case Value.Mapping mapping -> mapping(mapping);
    };
  }

  private Expression mapping(Value.Mapping mapping) {
    Map<String, Value> entries = mapping.entries();
    Optional<String> function =
        entries.keySet().stream()
            .filter(key -> key.startsWith(PREFIX) || key.equals("Ref"))
            .findFirst();
    if (function.isPresent() && (entries.size() == 1 || !function.get().equals("Ref"))) {
      if (entries.size() > 1) {
        throw Wrong.format(function.get() + " must be the only key of its object");
      }
      return function(function.get(), entries.values().iterator().next());
    }
    if (inConditions && entries.size() == 1 && entries.containsKey("Condition")) {
      return new Expression.Holds(
          text(entries.get("Condition"), "every Condition object requires the name of one"));
    }
    Map<String, Expression> read = new LinkedHashMap<>();
    entries.forEach((key, value) -> read.put(key, expression(value)));
    return new Expression.MapOf(read);
  }

  private Expression function(String name, Value argument) {
    return switch (name) {
      case "Ref" ->
          new Expression.Ref(text(argument, "every Ref object must have a single String value."));
      case "Fn::Sub" -> sub(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::Select" -> {
        String wrong =
            "Fn::Select requires a list argument with two elements: an integer index and a list";
        List<Value> items = items(argument, 2, 2, wrong);
        yield new Expression.Select(expression(items.get(0)), expression(items.get(1)));
      }
      case "Fn::FindInMap" -> {
        String wrong =
            "every Fn::FindInMap object requires three parameters, the map name, map key and the"
                + " attribute for return value";
        List<Value> items = items(argument, 3, 3, wrong);
        yield new Expression.FindInMap(
            expression(items.get(0)), expression(items.get(1)), expression(items.get(2)));
      }
      case "Fn::GetAtt" -> elsewhere(name, argument, this::getAtt);
      case "Fn::If" -> elsewhere(name, argument, this::choice);
      case "Fn::Equals" -> amongConditions(name, argument, this::equal);
      case "Fn::Not" -> amongConditions(name, argument, this::not);
      case "Fn::And" -> amongConditions(name, argument, a -> new Expression.And(truths(name, a)));
      case "Fn::Or" -> amongConditions(name, argument, a -> new Expression.Or(truths(name, a)));
      default -> throw unknown(name);
    };
  }

  private static RuntimeException unknown(String name) {
    if (UNSIMULATED.contains(name) || name.startsWith("Fn::ForEach::")) {
      return Wrong.unsimulated("the function " + name);
    }
    return Wrong.invalid(
        "Template Error: Encountered unsupported function: "
            + name
            + " Supported functions are: [Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue,"
            + " Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not,"
            + " Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn,"
            + " Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]");
  }

  private Expression elsewhere(String name, Value argument, Function<Value, Expression> reader) {
    if (inConditions) {
      throw Wrong.format(
          "Unresolved dependencies ["
              + name
              + "]. Cannot reference resources in"
              + " the Conditions block of the template");
    }
    return reader.apply(argument);
  }

  private Expression amongConditions(
      String name, Value argument, Function<Value, Expression> reader) {
    if (!inConditions) {
      throw Wrong.function(name + " can be used in the Conditions block of the template only");
    }
    return reader.apply(argument);
  }

  private Expression sub(Value argument) {
    String wrong =
        "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a"
            + " string as first argument, and an optional second argument to specify a mapping of"
            + " values to replace in the string";
    if (!(argument instanceof Value.Sequence)) {
      return new Expression.Sub(Substitution.of(text(argument, wrong)), Map.of());
    }
    List<Value> items = items(argument, 2, 2, wrong);
    if (!(items.get(1) instanceof Value.Mapping own)) {
      throw Wrong.function(wrong);
    }
    Map<String, Expression> read = new LinkedHashMap<>();
    own.entries().forEach((key, value) -> read.put(key, expression(value)));
    return new Expression.Sub(Substitution.of(text(items.get(0), wrong)), read);
  }

  static final String JOIN =
      "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of"
          + " strings to be joined or a function that returns a list of strings (such as"
          + " Fn::GetAZs) to be joined.";

  private Expression join(Value argument) {
    List<Value> items = items(argument, 2, 2, JOIN);
    return new Expression.Join(text(items.get(0), JOIN), expression(items.get(1)));
  }

  static final String SPLIT =
      "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to"
          + " be split or a function that returns a string to be split.";

  private Expression split(Value argument) {
    List<Value> items = items(argument, 2, 2, SPLIT);
    String delimiter = text(items.get(0), SPLIT);
    if (delimiter.isEmpty()) {
      throw Wrong.function(SPLIT);
    }
    return new Expression.Split(delimiter, expression(items.get(1)));
  }

  private Expression getAtt(Value argument) {
    String wrong =
        "every Fn::GetAtt object requires two non-empty parameters, the resource name and the"
            + " resource attribute";
    List<Value> items = items(argument, 2, 2, wrong);
    return new Expression.GetAtt(text(items.get(0), wrong), text(items.get(1), wrong));
  }

  private Expression choice(Value argument) {
    String wrong = "Fn::If requires a list argument with three elements";
    List<Value> items = items(argument, 3, 3, wrong);
    return new Expression.If(
        text(items.get(0), "Fn::If requires the name of a condition as its first element"),
        expression(items.get(1)),
        expression(items.get(2)));
  }

  private Expression equal(Value argument) {
    List<Value> items =
        items(argument, 2, 2, "every Fn::Equals object requires a list of 2 string parameters.");
    return new Expression.Equals(expression(items.get(0)), expression(items.get(1)));
  }

  private Expression not(Value argument) {
    String wrong = "every Fn::Not object requires one boolean parameter.";
    Value negated = items(argument, 1, 1, wrong).getFirst();
    return new Expression.Not(truth(negated, Wrong.function(wrong)));
  }

  private List<Expression> truths(String name, Value argument) {
    String wrong =
        "every "
            + name
            + " object requires a list of at least 2 and at most 10 boolean parameters.";
    return items(argument, 2, 10, wrong).stream()
        .map(item -> truth(item, Wrong.function(wrong)))
        .toList();
  }

  /** What is true or false. */
  private Expression truth(Value value, Refusal otherwise) {
    Expression read = expression(value);
    boolean fits =
        switch (read) {
          case Expression.Equals _,
              Expression.Not _,
              Expression.And _,
              Expression.Or _,
              Expression.Holds _ ->
              true;
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
              false;
        };
    if (!fits) {
      throw otherwise;
    }
    return read;
  }

  private static List<Value> items(Value argument, int least, int most, String wrong) {
    if (argument instanceof Value.Sequence(List<Value> items)
        && items.size() >= least
        && items.size() <= most) {
      return new ArrayList<>(items);
    }
    throw Wrong.function(wrong);
  }

  private static String text(@Nullable Value value, String wrong) {
    if (value instanceof Value.Text(String text)) {
      return text;
    }
    throw Wrong.function(wrong);
  }
}
