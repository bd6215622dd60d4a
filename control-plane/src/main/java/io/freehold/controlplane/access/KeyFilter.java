package io.freehold.controlplane.access;

import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.web.Envelope;
import io.freehold.controlplane.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, from HTTP Basic: key id and key secret. */
final class KeyFilter extends OncePerRequestFilter {
  private static final String BASIC = "basic ";

  private final List<Keyring> keyrings;
  private final Envelope envelope;

  KeyFilter(List<Keyring> keyrings, Envelope envelope) {
    this.keyrings = List.copyOf(keyrings);
    this.envelope = envelope;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      Caller caller =
          identify(request)
              .orElseThrow(
                  () -> Refusal.of(401, "unauthenticated", "This is no valid key and secret."));
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              caller, null, List.of(new SimpleGrantedAuthority(SecuritySetup.sortOf(caller)))));
      SecurityContextHolder.setContext(context);
    } catch (Refusal refusal) {
      SecuritySetup.challenge(response, refusal);
      envelope.write(request, response, refusal);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Caller> identify(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    String decoded;
    try {
      decoded =
          new String(
              Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int colon = decoded.indexOf(':');
    if (colon < 1 || KeyPair.isMistyped(decoded.substring(colon + 1))) {
      return Optional.empty();
    }
    String keyId = decoded.substring(0, colon);
    String secret = decoded.substring(colon + 1);
    return keyrings.stream()
        .flatMap(ring -> ring.identify(keyId, secret, request.getRemoteAddr()).stream())
        .findFirst();
  }
}
