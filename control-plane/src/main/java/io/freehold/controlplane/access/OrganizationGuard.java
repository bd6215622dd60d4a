package io.freehold.controlplane.access;

import io.freehold.controlplane.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps every key within its organization and its role, before any controller is reached. Whatever
 * is another organization's does not exist for it.
 */
@Configuration(proxyBeanMethods = false)
class OrganizationGuard implements HandlerInterceptor, WebMvcConfigurer {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/v1/organizations", "/v1/organizations/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !(authentication.getPrincipal() instanceof Caller.OrganizationKey key)) {
      throw Refusal.of(403, "wrong-sort-of-key", "A key of an organization is needed.");
    }
    Object asked = variables(request).get("organizationId");
    if (asked instanceof String id && !key.organizationId().equals(uuid(id))) {
      throw Refusal.notFound("The organization");
    }
    if (!key.role().may(request.getMethod())) {
      throw Refusal.of(
          403,
          "role-may-not",
          "A key with the role %s may not do this; admin may.".formatted(key.role().word()));
    }
    return true;
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(
          400, "invalid-parameter", "organizationId: found '" + id + "', needed a UUID");
    }
  }

  private static Map<?, ?> variables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? variables
        : Map.of();
  }
}
