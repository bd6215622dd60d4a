package io.freehold.controlplane.access;

import io.freehold.controlplane.web.Envelope;
import io.freehold.controlplane.web.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** Which paths are open, and which need which sort of key. What is not named needs one. */
@Configuration(proxyBeanMethods = false)
class SecuritySetup {
  private static final String OPERATOR = "operator";
  private static final String ORGANIZATION = "organization";

  static String sortOf(Caller caller) {
    return switch (caller) {
      case Caller.OrganizationKey key -> ORGANIZATION;
      case Caller.Operator operator -> OPERATOR;
    };
  }

  /** How a client learns what is missing. */
  static void challenge(HttpServletResponse response, Refusal refusal) {
    if (refusal.status() == 401) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Freehold\"");
    }
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, List<Keyring> keyrings, Envelope envelope)
      throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable) // no cookies, so nobody's session to ride on
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers ->
            headers
                .contentSecurityPolicy(
                    policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(policy -> {}))
        .addFilterBefore(new KeyFilter(keyrings, envelope), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(
                    "/console",
                    "/openapi.json",
                    "/health/**",
                    "/metrics",
                    "/onboarding/cloudformation.yaml",
                    "/onboarding/terraform.tar.gz")
                .permitAll()
                .requestMatchers("/v1/operator/**")
                .hasAuthority(OPERATOR)
                .requestMatchers("/v1/organizations", "/v1/organizations/**")
                .hasAuthority(ORGANIZATION)
                .anyRequest()
                .authenticated())
        .exceptionHandling(failures ->
            failures
                .authenticationEntryPoint((request, response, thrown) -> {
                  Refusal refusal =
                      Refusal.of(
                          401,
                          "unauthenticated",
                          "A key is needed: HTTP Basic with key id and key secret.");
                  challenge(response, refusal);
                  envelope.write(request, response, refusal);
                })
                .accessDeniedHandler((request, response, thrown) ->
                    envelope.write(
                        request,
                        response,
                        Refusal.of(403, "wrong-sort-of-key", "This sort of key is not for this."))))
        .build();
  }
}
