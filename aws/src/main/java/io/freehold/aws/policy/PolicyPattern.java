package io.freehold.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a policy that stands for many: with {@code *} for any text, {@code ?} for any character
 * and {@code ${key}} for what IAM puts in, which may be anything but is the same wherever the same
 * request is judged.
 */
final class PolicyPattern {
  private static final String ANY_TEXT = "*";
  private static final String ANY_CHARACTER = "?";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  /** A variable has several characters, and so has an escaped wildcard: all else has one. */
  private final List<String> tokens;

  private PolicyPattern(List<String> tokens) {
    this.tokens = tokens;
  }

  /** Of an action: their case does not count. */
  static PolicyPattern ofAction(String text) {
    return of(text.toLowerCase(Locale.ROOT));
  }

  static PolicyPattern of(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(text);
    int from = 0;
    while (variable.find()) {
      characters(text.substring(from, variable.start()), tokens);
      String inside = variable.group(1).strip();
      switch (inside) {
        case "$" -> tokens.add("$");
        case ANY_TEXT, ANY_CHARACTER -> tokens.add("\\" + inside);
        default -> tokens.add("${" + inside.toLowerCase(Locale.ROOT) + "}");
      }
      from = variable.end();
    }
    characters(text.substring(from), tokens);
    return new PolicyPattern(tokens);
  }

  private static void characters(String text, List<String> tokens) {
    text.codePoints().mapToObj(Character::toString).forEach(tokens::add);
  }

  /** The same with anything at all for what IAM puts in. */
  PolicyPattern loose() {
    return new PolicyPattern(
        tokens.stream().map(token -> token.startsWith("${") ? ANY_TEXT : token).toList());
  }

  /** Whether it stands for everything that the other one stands for, whatever IAM puts in. */
  boolean covers(PolicyPattern other) {
    // Filled from the back: whether the rest of this covers the rest of the other.
    boolean[][] rest = new boolean[tokens.size() + 1][other.tokens.size() + 1];
    for (int i = tokens.size(); i >= 0; i--) {
      for (int j = other.tokens.size(); j >= 0; j--) {
        boolean more = j < other.tokens.size();
        if (i == tokens.size()) {
          rest[i][j] = !more;
        } else if (tokens.get(i).equals(ANY_TEXT)) {
          rest[i][j] = rest[i + 1][j] || (more && rest[i][j + 1]);
        } else {
          rest[i][j] = more && coversOne(tokens.get(i), other.tokens.get(j)) && rest[i + 1][j + 1];
        }
      }
    }
    return rest[0][0];
  }

  private static boolean coversOne(String token, String other) {
    boolean character = !other.equals(ANY_TEXT) && !other.startsWith("${");
    return token.equals(other) || (token.equals(ANY_CHARACTER) && character);
  }

  /** Whether there is a text that both may stand for. */
  boolean meets(PolicyPattern other) {
    List<String> ours = loose().tokens;
    List<String> theirs = other.loose().tokens;
    boolean[][] rest = new boolean[ours.size() + 1][theirs.size() + 1];
    for (int i = ours.size(); i >= 0; i--) {
      for (int j = theirs.size(); j >= 0; j--) {
        boolean here = i < ours.size();
        boolean there = j < theirs.size();
        if (here && ours.get(i).equals(ANY_TEXT)) {
          rest[i][j] = rest[i + 1][j] || (there && rest[i][j + 1]);
        } else if (there && theirs.get(j).equals(ANY_TEXT)) {
          rest[i][j] = rest[i][j + 1] || (here && rest[i + 1][j]);
        } else if (here && there) {
          rest[i][j] = meetsOne(ours.get(i), theirs.get(j)) && rest[i + 1][j + 1];
        } else {
          rest[i][j] = !here && !there;
        }
      }
    }
    return rest[0][0];
  }

  private static boolean meetsOne(String token, String other) {
    return token.equals(other) || token.equals(ANY_CHARACTER) || other.equals(ANY_CHARACTER);
  }

  @Override
  public String toString() {
    return String.join("", tokens);
  }
}
