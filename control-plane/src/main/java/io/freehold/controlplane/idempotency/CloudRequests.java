package io.freehold.controlplane.idempotency;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Knows which requests ask a cloud. */
@Component
final class CloudRequests {
  private final ObjectProvider<RequestMappingHandlerMapping> controllers;

  /**
   * @param controllers asked for with the first request: filters are made before them
   */
  CloudRequests(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> controllers) {
    this.controllers = controllers;
  }

  boolean has(HttpServletRequest request) throws ServletException {
    ServletRequestPathUtils.parseAndCache(request);
    HandlerExecutionChain chain;
    try {
      chain = controllers.getObject().getHandler(request);
    } catch (ServletException nobodys) {
      return false; // which it is told on its own way
    } catch (Exception e) {
      throw new ServletException(e);
    }
    return chain != null
        && chain.getHandler() instanceof HandlerMethod method
        && method.hasMethodAnnotation(AsksCloud.class);
  }
}
