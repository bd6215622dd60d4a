package io.freehold.aws.onboarding;

import io.freehold.aws.catalogue.Placeholder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text of a policy, taken apart at what the customer chooses, so that each language of templates
 * can put it together in its own way.
 */
record ChosenText(List<Piece> pieces) {
  private static final Pattern ANY =
      Pattern.compile(
          Arrays.stream(Placeholder.values())
              .map(placeholder -> Pattern.quote(placeholder.text()))
              .collect(Collectors.joining("|")));

  /** A part of a text. */
  sealed interface Piece {
    /** The same for everybody. */
    record Fixed(String text) implements Piece {}

    record Chosen(Placeholder placeholder) implements Piece {}
  }

  ChosenText {
    pieces = List.copyOf(pieces);
  }

  static ChosenText of(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher found = ANY.matcher(text);
    int done = 0;
    while (found.find()) {
      if (found.start() > done) {
        pieces.add(new Piece.Fixed(text.substring(done, found.start())));
      }
      pieces.add(new Piece.Chosen(placeholder(found.group())));
      done = found.end();
    }
    if (done < text.length() || pieces.isEmpty()) {
      pieces.add(new Piece.Fixed(text.substring(done)));
    }
    return new ChosenText(pieces);
  }

  /**
   * A document for a template: objects and lists as they are, a list of one text as that text, and
   * each text put together in the template's language.
   */
  static Object in(Object document, Function<ChosenText, Object> language) {
    return switch (document) {
      case Map<?, ?> members -> {
        Map<String, Object> all = new LinkedHashMap<>();
        members.forEach((key, member) -> all.put(String.valueOf(key), in(member, language)));
        yield all;
      }
      case Collection<?> items -> {
        List<Object> all = items.stream().map(item -> in(item, language)).toList();
        yield all.size() == 1 && !(all.getFirst() instanceof Map) ? all.getFirst() : all;
      }
      default -> language.apply(of(document.toString()));
    };
  }

  /** The text as it stands in the policy. */
  String source() {
    return pieces.stream()
        .map(piece ->
            switch (piece) {
              case Piece.Fixed(String text) -> text;
              case Piece.Chosen(Placeholder placeholder) -> placeholder.text();
            })
        .collect(Collectors.joining());
  }

  /** Whether nothing in it is chosen. */
  boolean isFixed() {
    return pieces.stream().allMatch(Piece.Fixed.class::isInstance);
  }

  private static Placeholder placeholder(String text) {
    return Arrays.stream(Placeholder.values())
        .filter(placeholder -> placeholder.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
