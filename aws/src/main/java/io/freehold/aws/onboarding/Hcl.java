package io.freehold.aws.onboarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The language of Terraform modules, as {@code terraform fmt} writes it: attributes in lines that
 * follow each other have their equals signs below each other.
 */
final class Hcl {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private Hcl() {}

  /** What stands in a block. */
  sealed interface Item {}

  /** {@code name = value}. */
  record Attribute(String name, Object value) implements Item {}

  /** {@code type "label" { ... }}. */
  record Block(String type, List<String> labels, List<Item> items) implements Item {
    Block {
      labels = List.copyOf(labels);
      items = List.copyOf(items);
    }
  }

  /** An empty line. */
  record Gap() implements Item {}

  /** What is not a text: {@code var.role_name}. */
  record Expression(String text) {}

  /** {@code name(argument)}. */
  record Call(String name, Object argument) {}

  static Block block(String type, List<String> labels, Item... items) {
    return new Block(type, labels, Arrays.asList(items));
  }

  /** Blocks with an empty line between them. */
  static String write(List<Block> blocks) {
    return String.join(
        "\n", blocks.stream().map(block -> String.join("\n", lines(block)) + "\n").toList());
  }

  /** A text, in which Terraform is not to find anything of its own. */
  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** The same as a part of a text. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("${", "$${")
        .replace("%{", "%%{");
  }

  private static List<String> lines(Block block) {
    List<String> all = new ArrayList<>();
    String labels = String.join("", block.labels().stream().map(one -> quoted(one) + " ").toList());
    all.add(block.type() + " " + labels + "{");
    List<Hcl.Attribute> run = new ArrayList<>();
    for (Item item : block.items()) {
      switch (item) {
        case Attribute attribute -> run.add(attribute);
        case Gap() -> {
          all.addAll(attributes(run));
          run.clear();
          all.add("");
        }
        case Block inner -> {
          all.addAll(attributes(run));
          run.clear();
          all.addAll(indented(lines(inner)));
        }
      }
    }
    all.addAll(attributes(run));
    all.add("}");
    return all;
  }

  /** Those that take one line each are aligned with their neighbours; a longer one ends that. */
  private static List<String> attributes(List<Attribute> attributes) {
    List<String> all = new ArrayList<>();
    List<Attribute> aligned = new ArrayList<>();
    for (Attribute attribute : attributes) {
      if (value(attribute.value()).size() == 1) {
        aligned.add(attribute);
      } else {
        align(aligned, all);
        aligned.clear();
        List<String> value = value(attribute.value());
        all.add("  " + key(attribute.name()) + " = " + value.getFirst());
        all.addAll(indented(value.subList(1, value.size())));
      }
    }
    align(aligned, all);
    return all;
  }

  private static void align(List<Attribute> attributes, List<String> all) {
    int widest = attributes.stream().mapToInt(one -> key(one.name()).length()).max().orElse(0);
    for (Attribute attribute : attributes) {
      String key = key(attribute.name());
      all.add(
          "  "
              + key
              + " ".repeat(widest - key.length())
              + " = "
              + value(attribute.value()).getFirst());
    }
  }

  /** A value in as many lines as it needs; the first one stands behind the equals sign. */
  private static List<String> value(Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        List<Attribute> attributes =
            members.entrySet().stream()
                .map(member -> new Attribute(String.valueOf(member.getKey()), member.getValue()))
                .toList();
        yield enclosed("{", attributes(attributes), "}");
      }
      case Collection<?> items -> {
        List<String> lines = new ArrayList<>();
        for (Object item : items) {
          List<String> one = new ArrayList<>(indented(value(item)));
          one.set(one.size() - 1, one.getLast() + ",");
          lines.addAll(one);
        }
        yield enclosed("[", lines, "]");
      }
      case Call call -> {
        List<String> argument = new ArrayList<>(value(call.argument()));
        argument.set(0, call.name() + "(" + argument.getFirst());
        argument.set(argument.size() - 1, argument.getLast() + ")");
        yield argument;
      }
      case Expression expression -> List.of(expression.text());
      default -> List.of(quoted(value.toString()));
    };
  }

  private static List<String> enclosed(String opening, List<String> lines, String closing) {
    if (lines.isEmpty()) {
      return List.of(opening + closing);
    }
    List<String> all = new ArrayList<>();
    all.add(opening);
    all.addAll(lines);
    all.add(closing);
    return all;
  }

  private static String key(String name) {
    return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> line.isEmpty() ? line : "  " + line).toList();
  }
}
