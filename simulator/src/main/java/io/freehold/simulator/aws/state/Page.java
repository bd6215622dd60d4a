package io.freehold.simulator.aws.state;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param next the token of the next page; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /** The token as the SDK's builders take it: null on the last page. */
  public @Nullable String nextToken() {
    return next.orElse(null);
  }

  /**
   * Cuts one page out of a list.
   *
   * @param size how many items a page holds; null for the service's most
   * @param most how many the service gives at once
   * @param token of an earlier page, or null for the first
   * @param invalid the service's own refusal of a token that it did not make
   */
  public static <T> Page<T> of(
      List<T> all,
      @Nullable Integer size,
      int most,
      @Nullable String token,
      Supplier<? extends RuntimeException> invalid) {
    int from = token == null ? 0 : decode(token, invalid);
    int to = Math.min(all.size(), from + Math.min(size == null ? most : size, most));
    Optional<String> next = to < all.size() ? Optional.of(encode(to)) : Optional.empty();
    return new Page<>(from >= to ? List.of() : all.subList(from, to), next);
  }

  private static String encode(int from) {
    return Base64.getUrlEncoder().encodeToString(("page:" + from).getBytes(StandardCharsets.UTF_8));
  }

  private static int decode(String token, Supplier<? extends RuntimeException> invalid) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (!text.startsWith("page:")) {
        throw invalid.get();
      }
      return Integer.parseInt(text.substring("page:".length()));
    } catch (IllegalArgumentException e) {
      throw invalid.get();
    }
  }
}
