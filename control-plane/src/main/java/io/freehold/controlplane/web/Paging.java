package io.freehold.controlplane.web;

import io.freehold.protocol.Page;
import io.freehold.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit how many at most; null for all
 * @param cursor that the page before ended with; null for the first
 */
public record Paging(@Nullable Integer limit, @Nullable String cursor) {
  private static final int MOST = 1000;

  /**
   * @throws Refusal 400 if the limit is none
   */
  public Paging {
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw refused("limit", String.valueOf(limit), "1 to " + MOST);
    }
  }

  /** How many at most. */
  public int limitOr(int otherwise) {
    return Objects.requireNonNullElse(limit, otherwise);
  }

  /**
   * The page of a list that is there as a whole.
   *
   * @param key of an item: stays the same, and is no other's
   * @throws Refusal 400 if the cursor is none of this list
   */
  public <T> Page<T> of(List<T> all, Function<T, String> key) {
    int from = 0;
    if (cursor != null) {
      String last = position();
      while (from < all.size() && !key.apply(all.get(from)).equals(last)) {
        from++;
      }
      if (from == all.size()) {
        throw noCursor();
      }
      from++;
    }
    int to = Math.min(all.size(), from + limitOr(all.size()));
    List<T> page = all.subList(from, to);
    return Answer.page(
        page, to < all.size() && !page.isEmpty() ? cursor(key.apply(page.getLast())) : null);
  }

  /**
   * What the cursor stands for.
   *
   * @throws Refusal 400 if it is no cursor
   */
  public String position() {
    try {
      String position =
          new String(
              Base64.getUrlDecoder().decode(Objects.requireNonNull(cursor)),
              StandardCharsets.UTF_8);
      if (PlainText.is(position, false)) {
        return position;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw noCursor();
  }

  /** A cursor that stands for that. */
  public static String cursor(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /** The cursor is none of this list, or what it stood for is gone. */
  public Refusal noCursor() {
    return refused(
        "cursor", String.valueOf(cursor), "the nextCursor of the page before, or none to begin");
  }

  private static Refusal refused(String field, String found, String needed) {
    String sentence = "%s: found '%s', needed %s".formatted(field, found, needed);
    return Refusal.of(
        400,
        "invalid-parameter",
        sentence,
        List.of(new Problem.Detail(field, "invalid-parameter", sentence, found, needed, null)));
  }
}
