package io.freehold.controlplane.access;

import io.freehold.controlplane.web.Envelope;
import io.freehold.controlplane.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no address try more keys that are none than one key may make requests: it is refused before
 * the next key is looked up. Requests with a valid key take nothing from it.
 */
@Component
@Order(StrangerFilter.ORDER)
final class StrangerFilter extends OncePerRequestFilter {
  /** Before Spring Security, which has -100. */
  static final int ORDER = -200;

  private final RateLimit.Buckets buckets;
  private final WallClock clock;
  private final Envelope envelope;

  StrangerFilter(RateLimit limit, WallClock clock, Envelope envelope) {
    this.buckets = limit.buckets();
    this.clock = clock;
    this.envelope = envelope;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/v1/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    UUID address = UUID.nameUUIDFromBytes(request.getRemoteAddr().getBytes(StandardCharsets.UTF_8));
    Instant now = clock.source().instant();
    OptionalLong wait = buckets.wait(address, now);
    if (wait.isPresent()) {
      envelope.write(request, response, Refusal.tooManyKeys(wait.getAsLong()));
      return;
    }
    chain.doFilter(request, response);
    if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
      OptionalLong ignored = buckets.take(address, now);
    }
  }
}
