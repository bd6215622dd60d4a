package io.freehold.aws.onboarding;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The YAML that CloudFormation templates are written in: mappings, lists, texts and functions. */
final class Yaml {
  /** What reads as a text everywhere without quotes, also beside commas and brackets. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./*+=@-]*");

  /** The same with colons inside, which lists and mappings in one line would stumble over. */
  private static final Pattern PLAIN_ALONE =
      Pattern.compile("[A-Za-z/](?:[A-Za-z0-9_./*+=@:-]*[A-Za-z0-9_./*+=@-])?");

  /** What YAML 1.1 takes for truth values and nothing. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder out = new StringBuilder();

  private Yaml() {}

  /**
   * A function of CloudFormation, written in one line: {@code !Ref RoleName}.
   *
   * @param argument a text, or a list or mapping of texts and functions
   */
  record Function(String name, Object argument) {}

  /** Mappings in the order of their members; numbers and truth values as they are. */
  static String write(Map<String, ?> document) {
    Yaml yaml = new Yaml();
    yaml.members(document, "");
    return yaml.out.toString();
  }

  private void members(Map<?, ?> members, String indent) {
    String before = "";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(before).append(scalar(String.valueOf(member.getKey()), PLAIN_ALONE)).append(':');
      below(member.getValue(), indent + "  ");
      before = indent;
    }
  }

  /** After a colon. */
  private void below(Object value, String indent) {
    switch (value) {
      case Map<?, ?> members when !members.isEmpty() -> {
        out.append('\n').append(indent);
        members(members, indent);
      }
      case Collection<?> items when !items.isEmpty() -> {
        out.append('\n');
        for (Object item : items) {
          out.append(indent).append("-");
          item(item, indent + "  ");
        }
      }
      default -> out.append(' ').append(inLine(value, PLAIN_ALONE)).append('\n');
    }
  }

  /** After a hyphen: members begin in the same line. */
  private void item(Object value, String indent) {
    if (value instanceof Map<?, ?> members && !members.isEmpty()) {
      out.append(' ');
      members(members, indent);
    } else {
      below(value, indent);
    }
  }

  private static String inLine(Object value, Pattern plain) {
    return switch (value) {
      case Function function -> "!" + function.name() + " " + argument(function.argument());
      case Map<?, ?> members -> mapping(members);
      case Collection<?> items -> list(items);
      case Boolean truth -> truth.toString();
      case Integer number -> number.toString();
      default -> scalar(value.toString(), plain);
    };
  }

  private static String argument(Object argument) {
    return inLine(argument, PLAIN);
  }

  private static String list(Collection<?> items) {
    return "[" + String.join(", ", items.stream().map(Yaml::argument).toList()) + "]";
  }

  private static String mapping(Map<?, ?> members) {
    List<String> all =
        members.entrySet().stream()
            .map(member ->
                scalar(String.valueOf(member.getKey()), PLAIN) + ": " + argument(member.getValue()))
            .toList();
    return "{" + String.join(", ", all) + "}";
  }

  private static String scalar(String text, Pattern plain) {
    return plain.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (Iterator<Integer> it = text.chars().iterator(); it.hasNext(); ) {
      int c = it.next();
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> {
          if (c < ' ') {
            quoted.append("\\x%02x".formatted(c));
          } else {
            quoted.append((char) c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
