package io.freehold.controlplane.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which records the controllers take as bodies. */
@Component
final class BodyTypes {
  private final RequestMappingHandlerMapping controllers;

  BodyTypes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
    this.controllers = controllers;
  }

  List<Type> all() {
    return controllers.getHandlerMethods().values().stream()
        .flatMap(method -> Arrays.stream(method.getMethodParameters()))
        .filter(parameter -> parameter.getParameterType() == Body.class)
        .map(parameter -> (ParameterizedType) parameter.getGenericParameterType())
        .map(body -> body.getActualTypeArguments()[0])
        .distinct()
        .toList();
  }
}
