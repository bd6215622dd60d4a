package io.freehold.simulator.cloudformation.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code Fn::Sub}. <code>${!x}</code> stays as <code>${x}</code>, which is how
 * variables of policies are written there: <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html">source</a>.
 */
record Substitution(List<Part> parts) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:]+");

  sealed interface Part {}

  record Plain(String text) implements Part {}

  record Variable(String name) implements Part {}

  static Substitution of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      parts.add(new Plain(text.substring(from, matcher.start())));
      boolean literal = !matcher.group(1).isEmpty();
      if (!literal && !NAME.matcher(matcher.group(2)).matches()) {
        throw Wrong.function(
            "variable names in Fn::Sub syntax must contain only alphanumeric characters,"
                + " underscores, periods, and colons");
      }
      parts.add(
          literal ? new Plain("${" + matcher.group(2) + "}") : new Variable(matcher.group(2)));
      from = matcher.end();
    }
    parts.add(new Plain(text.substring(from)));
    return new Substitution(List.copyOf(parts));
  }

  /** What its variables stand for, unless the function defines them itself. */
  static Expression meaning(Variable variable) {
    int dot = variable.name().indexOf('.');
    return dot < 0
        ? new Expression.Ref(variable.name())
        : new Expression.GetAtt(
            variable.name().substring(0, dot), variable.name().substring(dot + 1));
  }

  List<Variable> variables() {
    return parts.stream().filter(Variable.class::isInstance).map(Variable.class::cast).toList();
  }
}
