package io.freehold.controlplane.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** The id of what a request makes. */
public final class MadeOnce {
  private static final String ATTRIBUTE = MadeOnce.class.getName();

  private MadeOnce() {}

  /**
   * The same one whenever the request is made under the same {@code Idempotency-Key}, also after a
   * control plane died in the middle of it: what has this id was made by that very request. Of a
   * request without a key: any.
   */
  public static UUID id(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof UUID id ? id : UUID.randomUUID();
  }

  static void set(HttpServletRequest request, UUID id) {
    request.setAttribute(ATTRIBUTE, id);
  }
}
