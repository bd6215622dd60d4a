package io.freehold.cli.preflight;

import io.freehold.cli.output.Table;
import io.freehold.protocol.preflight.Preflight;
import io.freehold.protocol.preflight.Preflight.Check;
import io.freehold.protocol.preflight.Preflight.Waiver;
import java.util.ArrayList;
import java.util.List;

/** Checks for people: those that need attention first, the others by number. */
final class CheckTable {
  private static final List<String> ORDER = List.of("fail", "waived", "warn", "pass");

  private CheckTable() {}

  /**
   * The lines.
   *
   * @param all whether those that passed have lines as well
   */
  static List<String> lines(Preflight preflight, boolean all) {
    List<String> lines = new ArrayList<>();
    if (preflight.checkedAt() == null) {
      lines.add("Nobody has looked at the account yet.");
      return lines;
    }
    List<Check> shown =
        ORDER.stream()
            .flatMap(status ->
                preflight.checks().stream().filter(check -> check.status().equals(status)))
            .filter(check -> all || !check.status().equals("pass"))
            .toList();
    if (!shown.isEmpty()) {
      Table table = new Table("STATUS", "CATEGORY", "CHECK", "WHAT", "FOUND", "NEEDED", "REMEDY");
      shown.forEach(check ->
          table.row(
              check.status(),
              check.category(),
              check.id(),
              what(check),
              check.found(),
              check.needed(),
              check.remedy()));
      lines.addAll(table.lines());
      lines.add("");
    }
    lines.add(summary(preflight, all));
    for (Waiver waiver : preflight.waivers()) {
      lines.add(
          "Waived: %s, by %s at %s: %s"
              .formatted(waiver.check(), waiver.actor(), waiver.at(), waiver.reason()));
    }
    return lines;
  }

  /** The action, or else the resource. */
  private static String what(Check check) {
    if (check.action() != null) {
      return check.action();
    }
    return check.resource() == null ? "" : check.resource();
  }

  private static String summary(Preflight preflight, boolean all) {
    List<String> parts = new ArrayList<>();
    for (String status : ORDER) {
      long count =
          preflight.checks().stream().filter(check -> check.status().equals(status)).count();
      if (count > 0) {
        parts.add(count + " " + word(status));
      }
    }
    String end = all || count(preflight, "pass") == 0 ? "." : " (--all shows them).";
    return String.join(", ", parts) + end;
  }

  private static long count(Preflight preflight, String status) {
    return preflight.checks().stream().filter(check -> check.status().equals(status)).count();
  }

  private static String word(String status) {
    return switch (status) {
      case "fail" -> "failed";
      case "warn" -> "to be aware of";
      case "pass" -> "passed";
      default -> status;
    };
  }
}
