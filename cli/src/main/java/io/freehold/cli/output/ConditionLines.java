package io.freehold.cli.output;

import io.freehold.protocol.infrastructure.Condition;
import java.util.ArrayList;
import java.util.List;

/** What conditions say, in lines for people. */
public final class ConditionLines {
  private static final int LABEL = 14;

  private ConditionLines() {}

  /** One line for each, under one label. */
  public static List<String> of(List<Condition> conditions) {
    List<String> lines = new ArrayList<>();
    for (Condition condition : conditions) {
      String label = lines.isEmpty() ? "conditions" : "";
      String message =
          condition.message() == null || condition.message().isEmpty()
              ? ""
              : ": " + condition.message();
      lines.add(
          label
              + " ".repeat(LABEL - label.length())
              + condition.type()
              + "="
              + condition.status()
              + " "
              + condition.reason()
              + message);
    }
    return lines;
  }
}
