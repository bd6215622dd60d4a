package io.freehold.controlplane.access;

import io.freehold.controlplane.web.Envelope;
import io.freehold.controlplane.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets no key make more requests than it may; runs once it is known whose key it is. */
@Component
@Order(RateLimitFilter.ORDER)
final class RateLimitFilter extends OncePerRequestFilter {
  /** After Spring Security, which has -100. */
  static final int ORDER = 0;

  private final RateLimit.Buckets buckets;
  private final WallClock clock;
  private final Envelope envelope;

  RateLimitFilter(RateLimit limit, WallClock clock, Envelope envelope) {
    this.buckets = limit.buckets();
    this.clock = clock;
    this.envelope = envelope;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      OptionalLong wait = buckets.take(caller.keyId(), clock.source().instant());
      if (wait.isPresent()) {
        envelope.write(request, response, Refusal.tooMany(wait.getAsLong()));
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
