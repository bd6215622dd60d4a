package io.freehold.simulator.iam.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a policy with wildcards and variables: {@code ch-s3-${aws:PrincipalTag/service}/*}.
 * What a request puts in for a variable is taken literally, stars and all.
 */
record Template(String source, List<Part> parts) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern KEY_AND_DEFAULT =
      Pattern.compile("\\s*([^,\\s]+)\\s*(?:,\\s*'([^']*)'\\s*)?");

  sealed interface Part {}

  /** As it was written, wildcards and all. */
  private record Written(String text) implements Part {}

  /** A character that is no wildcard: <code>${*}</code>, <code>${?}</code>, <code>${$}</code>. */
  private record Escaped(String text) implements Part {}

  private record Variable(String key, Optional<String> otherwise) implements Part {}

  /**
   * Reads a text.
   *
   * @param variables whether variables are known here: not before version 2012-10-17
   * @throws MalformedPolicy for a variable that cannot be read or is not known
   */
  static Template of(String source, boolean variables) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(source);
    int from = 0;
    while (variables && matcher.find()) {
      parts.add(new Written(source.substring(from, matcher.start())));
      parts.add(variable(matcher.group(1), source));
      from = matcher.end();
    }
    parts.add(new Written(source.substring(from)));
    return new Template(source, List.copyOf(parts));
  }

  private static Part variable(String inside, String source) {
    if (Set.of("*", "?", "$").contains(inside)) {
      return new Escaped(inside);
    }
    Matcher matcher = KEY_AND_DEFAULT.matcher(inside);
    if (!matcher.matches()) {
      throw new MalformedPolicy(
          "Variable in '" + source + "' is not of the form ${key, 'default'}");
    }
    String key = matcher.group(1);
    if (ConditionKeys.require(key).multivalued()) {
      throw new MalformedPolicy("Variable " + key + " has several values and cannot be put in");
    }
    return new Variable(key, Optional.ofNullable(matcher.group(2)));
  }

  boolean hasVariables() {
    return parts.stream().anyMatch(Variable.class::isInstance);
  }

  List<String> variables() {
    return parts.stream()
        .filter(Variable.class::isInstance)
        .map(part -> ((Variable) part).key())
        .toList();
  }

  /** With the request's values put in; empty where one has none, which then equals nothing. */
  Optional<Glob> glob(RequestContext context) {
    List<Integer> tokens = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Written(String text) -> text.chars().map(Glob::token).forEach(tokens::add);
        case Escaped(String text) -> text.chars().forEach(tokens::add);
        case Variable variable -> {
          Optional<String> value = value(variable, context);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          value.get().chars().forEach(tokens::add);
        }
      }
    }
    return Optional.of(Glob.of(tokens));
  }

  /** The same for comparisons that know no wildcards. */
  Optional<String> text(RequestContext context) {
    StringBuilder all = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Written(String text) -> all.append(text);
        case Escaped(String text) -> all.append(text);
        case Variable variable -> {
          Optional<String> value = value(variable, context);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          all.append(value.get());
        }
      }
    }
    return Optional.of(all.toString());
  }

  private static Optional<String> value(Variable variable, RequestContext context) {
    Set<String> values = context.values(variable.key());
    return values.size() == 1 ? Optional.of(values.iterator().next()) : variable.otherwise();
  }
}
