package io.freehold.controlplane.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was refused before any controller, such as a path that is no path. */
@Hidden
@RestController
final class ErrorPage implements ErrorController {
  private final Envelope envelope;

  ErrorPage(Envelope envelope) {
    this.envelope = envelope;
  }

  @RequestMapping("${server.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer known ? known : 404;
    envelope.write(
        request,
        response,
        switch (code) {
          case 401 -> Refusal.of(401, "unauthenticated", "A valid key is needed.");
          case 403 -> Refusal.of(403, "forbidden", "This key may not do this.");
          case 404 -> Refusal.of(404, "unknown-path", "There is nothing here.");
          default ->
              code < 500
                  ? Refusal.of(code, "invalid-request", "The request cannot be understood.")
                  : Refusal.of(code, "internal-error", "Something went wrong here.");
        });
  }
}
