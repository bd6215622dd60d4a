package io.freehold.simulator.iam.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text in which some places stand for any character or any text. */
final class Glob {
  /** Stands for any text. */
  static final int ANY_TEXT = -1;

  /** Stands for any one character. */
  static final int ANY_CHARACTER = -2;

  private final int[] tokens;

  private Glob(int[] tokens) {
    this.tokens = tokens;
  }

  static Glob of(List<Integer> tokens) {
    return new Glob(tokens.stream().mapToInt(Integer::intValue).toArray());
  }

  /** With {@code *} and {@code ?} as wildcards, and without regard to case if so wanted. */
  static Glob of(String text) {
    return new Glob(text.chars().map(Glob::token).toArray());
  }

  static int token(int character) {
    return switch (character) {
      case '*' -> ANY_TEXT;
      case '?' -> ANY_CHARACTER;
      default -> character;
    };
  }

  /** Whether the whole of a text fits. Goes back only to the latest star, so it is never slow. */
  boolean matches(String text) {
    int at = 0;
    int token = 0;
    int star = -1;
    int starAt = 0;
    while (at < text.length()) {
      if (token < tokens.length
          && (tokens[token] == ANY_CHARACTER || tokens[token] == text.charAt(at))) {
        token++;
        at++;
      } else if (token < tokens.length && tokens[token] == ANY_TEXT) {
        star = token++;
        starAt = at;
      } else if (star >= 0) {
        token = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (token < tokens.length && tokens[token] == ANY_TEXT) {
      token++;
    }
    return token == tokens.length;
  }

  /** Cuts at a character, into so many pieces at most; the last keeps the rest. */
  List<Glob> split(char separator, int most) {
    List<Glob> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < tokens.length && pieces.size() < most - 1; i++) {
      if (tokens[i] == separator) {
        pieces.add(new Glob(Arrays.copyOfRange(tokens, from, i)));
        from = i + 1;
      }
    }
    pieces.add(new Glob(Arrays.copyOfRange(tokens, from, tokens.length)));
    return pieces;
  }
}
