package io.freehold.controlplane.activity;

import io.freehold.controlplane.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who did something.
 *
 * @param type {@code user}, {@code support}, {@code system} or {@code api}
 * @param details for people
 * @param address that the request of a user or a key came from; where the vendor's own people sit
 *     is not the customer's business
 */
record Actor(
    String type, String id, String details, @Nullable String address, @Nullable String userAgent) {
  /** What is done by itself, outside of any request. */
  private static final Actor SYSTEM =
      new Actor("system", "freehold", "Freehold's control plane", null, null);

  private static final int LONGEST_AGENT = 500;

  /** Whoever makes the present request; the system outside of one. */
  static Actor current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
      return SYSTEM;
    }
    return switch (caller) {
      case Caller.OrganizationKey key ->
          new Actor("api", key.keyId().toString(), key.name(), remoteAddress(), agent());
      case Caller.Operator operator ->
          new Actor("support", operator.keyId().toString(), operator.name(), null, agent());
    };
  }

  /** Somebody who signed in. */
  static Actor user(String id, String email) {
    return new Actor("user", id, email, remoteAddress(), agent());
  }

  private static @Nullable String remoteAddress() {
    HttpServletRequest request = request();
    return request == null ? null : request.getRemoteAddr();
  }

  private static @Nullable String agent() {
    HttpServletRequest request = request();
    String agent = request == null ? null : request.getHeader(HttpHeaders.USER_AGENT);
    return agent == null || agent.length() <= LONGEST_AGENT
        ? agent
        : agent.substring(0, LONGEST_AGENT);
  }

  private static @Nullable HttpServletRequest request() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes inside
        ? inside.getRequest()
        : null;
  }
}
