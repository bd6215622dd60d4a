package io.freehold.aws.onboarding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the part of Terraform's language that modules of ours are written in. Every expression
 * becomes what works it out, when somebody asks for it.
 */
final class HclParser {
  private final String text;
  private final Scope scope;
  private int at;

  /** What names stand for. */
  interface Scope {
    /** What {@code var.role_name} or {@code aws_iam_policy.s3[0].arn} is, step by step. */
    Object named(List<Object> steps);

    Object called(String function, List<Supplier<Object>> arguments);
  }

  /**
   * A block.
   *
   * @param attributes by name
   */
  record Block(
      String type,
      List<String> labels,
      Map<String, Supplier<Object>> attributes,
      List<Block> blocks) {}

  private HclParser(String text, Scope scope) {
    this.text = text;
    this.scope = scope;
  }

  /** The blocks of a file. */
  static List<Block> parse(String text, Scope scope) {
    HclParser parser = new HclParser(text, scope);
    List<Block> blocks = new ArrayList<>();
    parser.blank();
    while (parser.at < text.length()) {
      blocks.add(parser.block(parser.word()));
      parser.blank();
    }
    return blocks;
  }

  private Block block(String type) {
    List<String> labels = new ArrayList<>();
    space();
    while (peek() == '"') {
      labels.add((String) quoted().get());
      space();
    }
    expect("{");
    Map<String, Supplier<Object>> attributes = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (blank(); peek() != '}'; blank()) {
      String name = word();
      space();
      if (peek() == '=') {
        at++;
        if (attributes.put(name, expression()) != null) {
          throw wrong("another " + name);
        }
      } else {
        blocks.add(block(name));
      }
    }
    expect("}");
    return new Block(type, labels, attributes, blocks);
  }

  /** {@code a ? b : c}, or less. */
  private Supplier<Object> expression() {
    Supplier<Object> condition = comparison();
    while (takes("&&")) {
      Supplier<Object> left = condition;
      Supplier<Object> right = comparison();
      condition = () -> (Boolean) left.get() && (Boolean) right.get();
    }
    if (!takes("?")) {
      return condition;
    }
    Supplier<Object> test = condition;
    Supplier<Object> yes = expression();
    blank();
    expect(":");
    Supplier<Object> no = expression();
    return () -> (Boolean) test.get() ? yes.get() : no.get();
  }

  private Supplier<Object> comparison() {
    Supplier<Object> left = term();
    for (String operator : List.of("==", "!=", "<=", ">=")) {
      if (takes(operator)) {
        Supplier<Object> right = term();
        return () ->
            switch (operator) {
              case "==" -> left.get().equals(right.get());
              case "!=" -> !left.get().equals(right.get());
              case "<=" -> (Integer) left.get() <= (Integer) right.get();
              default -> (Integer) left.get() >= (Integer) right.get();
            };
      }
    }
    return left;
  }

  private Supplier<Object> term() {
    blank();
    char first = peek();
    if (first == '"') {
      return quoted();
    }
    if (first == '{') {
      return object();
    }
    if (first == '[') {
      at++;
      List<Supplier<Object>> items = list("]");
      return () -> items.stream().map(Supplier::get).toList();
    }
    if (Character.isDigit(first)) {
      int begin = at;
      while (Character.isDigit(peek())) {
        at++;
      }
      Integer number = Integer.valueOf(text.substring(begin, at));
      return () -> number;
    }
    String word = word();
    if (peek() == '(') {
      at++;
      List<Supplier<Object>> arguments = list(")");
      return steps(() -> scope.called(word, arguments), List.of());
    }
    return switch (word) {
      case "true" -> () -> true;
      case "false" -> () -> false;
      case "null" -> () -> HclParser.class; // stands for nothing
      default -> steps(null, List.of(word));
    };
  }

  /** What follows a name or a call: {@code .arn}, {@code [0]}. */
  private Supplier<Object> steps(Supplier<Object> start, List<Object> first) {
    List<Object> steps = new ArrayList<>(first);
    while (peek() == '.' || peek() == '[') {
      if (text.charAt(at++) == '.') {
        steps.add(word());
      } else {
        int end = text.indexOf(']', at);
        steps.add(Integer.valueOf(text.substring(at, end)));
        at = end + 1;
      }
    }
    if (start == null) {
      return () -> scope.named(steps);
    }
    return () -> {
      Object value = start.get();
      for (Object step : steps) {
        value = ((List<?>) value).get((Integer) step);
      }
      return value;
    };
  }

  private List<Supplier<Object>> list(String end) {
    List<Supplier<Object>> items = new ArrayList<>();
    for (blank(); !text.startsWith(end, at); blank()) {
      items.add(expression());
      blank();
      if (!text.startsWith(end, at)) {
        expect(",");
      }
    }
    expect(end);
    return items;
  }

  private Supplier<Object> object() {
    expect("{");
    Map<String, Supplier<Object>> members = new LinkedHashMap<>();
    for (blank(); peek() != '}'; blank()) {
      String key = peek() == '"' ? (String) quoted().get() : word();
      space();
      expect("=");
      members.put(key, expression());
    }
    expect("}");
    return () -> {
      Map<String, Object> all = new LinkedHashMap<>();
      members.forEach((key, member) -> all.put(key, member.get()));
      return all;
    };
  }

  /** A text with expressions in it; {@code $${} is no expression. */
  private Supplier<Object> quoted() {
    expect("\"");
    List<Supplier<Object>> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    while (peek() != '"') {
      if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
        piece.append(text, at + 1, at + 3);
        at += 3;
      } else if (text.startsWith("${", at)) {
        at += 2;
        String before = piece.toString();
        piece.setLength(0);
        pieces.add(() -> before);
        pieces.add(expression());
        blank();
        expect("}");
      } else if (peek() == '\\') {
        piece.append(text.charAt(at + 1) == 'n' ? '\n' : text.charAt(at + 1));
        at += 2;
      } else if (text.startsWith("%{", at) || peek() == '\n') {
        throw wrong("a text that does not end");
      } else {
        piece.append(text.charAt(at++));
      }
    }
    expect("\"");
    String rest = piece.toString();
    return () -> {
      StringBuilder all = new StringBuilder();
      pieces.forEach(one -> all.append(one.get()));
      return all.append(rest).toString();
    };
  }

  private String word() {
    int begin = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-') {
      at++;
    }
    if (begin == at) {
      throw wrong("no word");
    }
    return text.substring(begin, at);
  }

  private boolean takes(String operator) {
    int before = at;
    space();
    if (text.startsWith(operator, at)) {
      at += operator.length();
      return true;
    }
    at = before;
    return false;
  }

  private void expect(String what) {
    if (!text.startsWith(what, at)) {
      throw wrong("no " + what);
    }
    at += what.length();
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void space() {
    while (peek() == ' ') {
      at++;
    }
  }

  /** Space, ends of lines and comments. */
  private void blank() {
    while (Character.isWhitespace(peek()) || peek() == '#') {
      at = peek() == '#' ? text.indexOf('\n', at) : at + 1;
    }
  }

  private IllegalStateException wrong(String what) {
    int line = (int) text.substring(0, at).lines().count();
    return new IllegalStateException("line " + line + ": found " + what);
  }
}
