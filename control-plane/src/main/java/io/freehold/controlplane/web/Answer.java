package io.freehold.controlplane.web;

import io.freehold.protocol.Page;
import io.freehold.protocol.Success;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Puts results into their envelope, inside a request. */
public final class Answer {
  private static final String SECRETS = Answer.class.getName() + ".secrets";

  private Answer() {}

  /** The result of this request. */
  public static <T> Success<T> of(T result) {
    return new Success<>(200, RequestId.of(request().getRequest()), result);
  }

  /**
   * A result that holds secrets, which are shown this once: what is kept to answer a repeated
   * request is kept without them.
   *
   * @param fields of the result, by name
   */
  public static <T> Success<T> withSecrets(T result, String... fields) {
    request().getRequest().setAttribute(SECRETS, List.of(fields));
    return of(result);
  }

  /** The fields of the result that hold secrets. */
  public static List<String> secretsOf(HttpServletRequest request) {
    return request.getAttribute(SECRETS) instanceof List<?> fields
        ? fields.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * One page of a list.
   *
   * @param nextCursor null on the last page
   */
  public static <T> Page<T> page(List<T> result, @Nullable String nextCursor) {
    return new Page<>(200, RequestId.of(request().getRequest()), result, nextCursor);
  }

  /** Done, and there is nothing more to say. */
  public static Success<@Nullable Void> done() {
    return new Success<>(200, RequestId.of(request().getRequest()), null);
  }

  private static ServletRequestAttributes request() {
    return (ServletRequestAttributes)
        Objects.requireNonNull(
            RequestContextHolder.getRequestAttributes(), "outside of any request");
  }
}
