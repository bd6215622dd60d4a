package io.freehold.cli.output;

import io.freehold.protocol.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a control plane refused, with every detail that it gave. */
public final class Refusals {
  private Refusals() {}

  /**
   * The lines for people: the sentence, then each violation with what was found, needed and what to
   * do.
   */
  public static List<String> lines(Problem problem) {
    List<String> lines = new ArrayList<>();
    String code = problem.code() == null ? "" : " " + problem.code();
    lines.add("refused (" + problem.status() + code + "): " + problem.error());
    for (Problem.Detail detail : problem.details()) {
      String field = detail.field() == null ? "" : detail.field() + ": ";
      lines.add("  " + field + detail.message());
      add(lines, "found", detail.found());
      add(lines, "needed", detail.needed());
      add(lines, "remedy", detail.remedy());
    }
    if (problem.status() == 401) {
      lines.add(
          "  The key was not accepted: check FREEHOLD_KEY_ID and FREEHOLD_KEY_SECRET, or the"
              + " profile.");
    }
    if (problem.requestId() != null) {
      lines.add("  request " + problem.requestId());
    }
    return lines;
  }

  private static void add(List<String> lines, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines.add("    " + name + " ".repeat(8 - name.length()) + value);
    }
  }
}
