package io.freehold.controlplane.web;

import io.freehold.protocol.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Refuses what cannot be stored, and so cannot be looked for, in a path or a query. */
final class PlainParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    request
        .getParameterMap()
        .forEach((name, values) -> {
          for (String value : values) {
            check(name, value);
          }
        });
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables) {
      variables.forEach((name, value) -> check(String.valueOf(name), String.valueOf(value)));
    }
    return true;
  }

  private static void check(String name, String value) {
    if (!PlainText.is(value, false)) {
      String field = PlainText.shown(name);
      String found = PlainText.shown(value);
      String sentence = "%s: found '%s', needed %s".formatted(field, found, PlainText.ONE_LINE);
      throw Refusal.of(
          400,
          "invalid-parameter",
          sentence,
          List.of(
              new Problem.Detail(
                  field, "invalid-parameter", sentence, found, PlainText.ONE_LINE, null)));
    }
  }
}
