package io.freehold.controlplane.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;

/**
 * Turns everything that a controller throws, or that keeps one from being reached, into answers.
 */
@RestControllerAdvice
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final Envelope envelope;

  ErrorAnswers(Envelope envelope) {
    this.envelope = envelope;
  }

  @ExceptionHandler
  void any(Exception thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    envelope.write(request, response, refusal(thrown, request, response));
  }

  /** The client has gone: nobody is there to be answered. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException thrown) {
    LOG.debug("the client went away", thrown);
  }

  private static Refusal refusal(
      Exception thrown, HttpServletRequest request, HttpServletResponse response) {
    return switch (thrown) {
      case Refusal refusal -> refusal;
      case NoHandlerFoundException e ->
          Refusal.of(404, "unknown-path", "There is nothing at " + request.getRequestURI() + ".");
      case HttpRequestMethodNotSupportedException e -> {
        String allowed =
            String.join(", ", Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]));
        response.setHeader(HttpHeaders.ALLOW, allowed);
        yield Refusal.of(
            405,
            "method-not-allowed",
            "Method: found " + e.getMethod() + ", needed one of " + allowed + ".");
      }
      case HttpMediaTypeNotSupportedException e ->
          Refusal.of(
              415,
              "unsupported-media-type",
              "Content-Type: found "
                  + (e.getContentType() == null ? "none" : e.getContentType())
                  + ", needed application/json.");
      case MethodArgumentTypeMismatchException e -> mismatch(e);
      case MissingServletRequestParameterException e ->
          Refusal.parameter(e.getParameterName(), null, "a value");
      // Tomcat reads parameters only when asked for the first one, and throws this from there.
      case InvalidParameterException e ->
          Refusal.of(
              400,
              "invalid-parameter",
              "The query: found a parameter without a name or one that is not encoded well, needed"
                  + " name=value.");
      case RequestRejectedException e -> // the name of a parameter, or a header
          Refusal.of(
              400,
              "invalid-parameter",
              "The query: found a name with characters that no parameter has, needed name=value.");
      case ErrorResponse e -> other(e.getStatusCode());
      default -> {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        yield Refusal.of(
            500, "internal-error", "Something went wrong here; the log has the request's id.");
      }
    };
  }

  private static Refusal mismatch(MethodArgumentTypeMismatchException e) {
    Class<?> type = Objects.requireNonNullElse(e.getRequiredType(), Object.class);
    String needed =
        switch (type.getSimpleName()) {
          case "UUID" -> "a UUID";
          case "Instant" -> "a time such as 2026-11-30T12:00:00Z";
          case "LocalDate" -> "a date such as 2026-11-30";
          default -> "a " + type.getSimpleName();
        };
    return Refusal.parameter(e.getName(), String.valueOf(e.getValue()), needed);
  }

  private static Refusal other(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> Refusal.of(404, "unknown-path", "There is nothing here.");
      case 413 -> Refusal.of(413, "body-too-large", "The body is too large.");
      default ->
          status.is4xxClientError()
              ? Refusal.of(status.value(), "invalid-request", "The request cannot be understood.")
              : Refusal.of(status.value(), "internal-error", "Something went wrong here.");
    };
  }
}
