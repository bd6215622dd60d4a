package io.freehold.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of one page of a list.
 *
 * @param status the HTTP status again
 * @param requestId names this request in the logs
 * @param nextCursor asks for the page after this one; null on the last
 */
public record Page<T>(int status, String requestId, List<T> result, @Nullable String nextCursor) {
  public Page {
    result = List.copyOf(Objects.requireNonNullElse(result, List.of()));
  }
}
