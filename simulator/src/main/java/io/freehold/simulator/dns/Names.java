package io.freehold.simulator.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Domain names. Inside, they are in lower case and end in a dot. */
final class Names {
  private Names() {}

  static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace("\\052", "*");
    return lower.endsWith(".") ? lower : lower + ".";
  }

  /**
   * As Route 53 shows it: with an asterisk as an octal escape, <a
   * href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">source</a>.
   */
  static String shown(String normal) {
    return normal.replace("*", "\\052");
  }

  static boolean lies(String name, String within) {
    return name.equals(within) || name.endsWith("." + within);
  }

  /** The name without its first label: {@code b.c.} of {@code a.b.c.}; empty at the root. */
  static String parent(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** By its labels from the last one on, which is the order of Route 53's lists. */
  static String sortKey(String name) {
    List<String> labels = new ArrayList<>(List.of(name.split("\\.")));
    Collections.reverse(labels);
    return String.join("\u0000", labels) + "\u0000";
  }
}
