package io.freehold.simulator.kubernetes.status;

import io.freehold.simulator.kubernetes.status.ApiException.About;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Makes the refusals, with the words that Kubernetes uses, because clients match on them. */
public final class Refusals {
  private Refusals() {}

  public static ApiException notFound(String group, String resource, String name) {
    return new ApiException(
        404,
        "NotFound",
        qualified(resource, group) + " \"" + name + "\" not found",
        new About(name, group, resource, ""),
        List.of(),
        0);
  }

  /** A path that leads nowhere, such as the resources of a CRD that is not installed. */
  public static ApiException noSuchPath() {
    return new ApiException(
        404,
        "NotFound",
        "the server could not find the requested resource",
        About.NOTHING,
        List.of(new Cause("UnexpectedServerResponse", "404 page not found", "")),
        0);
  }

  public static ApiException alreadyExists(String group, String resource, String name) {
    return new ApiException(
        409,
        "AlreadyExists",
        qualified(resource, group) + " \"" + name + "\" already exists",
        new About(name, group, resource, ""),
        List.of(),
        0);
  }

  public static ApiException conflict(String group, String resource, String name, String why) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + qualified(resource, group)
            + " \""
            + name
            + "\": "
            + why,
        new About(name, group, resource, ""),
        List.of(),
        0);
  }

  /** Refuses a server-side apply that would change fields of other managers. */
  public static ApiException applyConflict(List<Cause> causes) {
    return new ApiException(
        409, "Conflict", applyConflictMessage(causes), About.NOTHING, causes, 0);
  }

  private static String applyConflictMessage(List<Cause> causes) {
    if (causes.size() == 1) {
      Cause cause = causes.getFirst();
      return "Apply failed with 1 conflict: " + cause.message() + ": " + cause.field();
    }
    Map<String, List<Cause>> byManager =
        causes.stream()
            .collect(
                Collectors.groupingBy(Cause::message, LinkedHashMap::new, Collectors.toList()));
    StringJoiner lines = new StringJoiner("\n");
    byManager.forEach((message, ofManager) -> {
      lines.add(message.replaceFirst("^conflict", "conflicts") + ":");
      ofManager.forEach(cause -> lines.add("- " + cause.field()));
    });
    return "Apply failed with " + causes.size() + " conflicts: " + lines;
  }

  public static ApiException invalid(String group, String kind, String name, List<Cause> causes) {
    String all =
        causes.size() == 1
            ? causes.getFirst().inMessage()
            : causes.stream().map(Cause::inMessage).collect(Collectors.joining(", ", "[", "]"));
    return new ApiException(
        422,
        "Invalid",
        qualified(kind, group) + " \"" + name + "\" is invalid: " + all,
        new About(name, group, kind, ""),
        causes,
        0);
  }

  /** A patch that cannot be applied to the object. */
  public static ApiException unprocessable(String why) {
    return new ApiException(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request",
        About.NOTHING,
        List.of(new Cause("UnexpectedServerResponse", why, "")),
        0);
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message, About.NOTHING, List.of(), 0);
  }

  public static ApiException forbidden(String group, String resource, String name, String why) {
    return forbidden(group, resource, name, why, List.of());
  }

  public static ApiException forbidden(
      String group, String resource, String name, String why, List<Cause> causes) {
    String subject = name.isEmpty() ? "" : " \"" + name + "\"";
    return new ApiException(
        403,
        "Forbidden",
        qualified(resource, group) + subject + " is forbidden: " + why,
        new About(name, group, resource, ""),
        causes,
        0);
  }

  public static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", "Unauthorized", About.NOTHING, List.of(), 0);
  }

  public static ApiException expired(String message) {
    return new ApiException(410, "Expired", message, About.NOTHING, List.of(), 0);
  }

  public static ApiException methodNotAllowed() {
    return new ApiException(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        About.NOTHING,
        List.of(),
        0);
  }

  /** Protobuf among others: only JSON, and YAML for applied configurations, is understood. */
  public static ApiException unsupportedMediaType(String found) {
    return new ApiException(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format: found "
            + found
            + "; accepted media types include: application/json, application/json-patch+json,"
            + " application/merge-patch+json, application/strategic-merge-patch+json,"
            + " application/apply-patch+yaml",
        About.NOTHING,
        List.of(),
        0);
  }

  public static ApiException tooManyRequests(String message, int retryAfterSeconds) {
    return new ApiException(
        429, "TooManyRequests", message, About.NOTHING, List.of(), retryAfterSeconds);
  }

  public static ApiException internal(String message) {
    return new ApiException(
        500,
        "InternalError",
        "Internal error occurred: " + message,
        About.NOTHING,
        List.of(new Cause("", message, "")),
        0);
  }

  /** An error without a type, as the API server gives for a patch that its schema cannot take. */
  public static ApiException untyped(String message) {
    return new ApiException(500, "", message, About.NOTHING, List.of(), 0);
  }

  public static ApiException unavailable() {
    return new ApiException(
        503,
        "ServiceUnavailable",
        "the server is currently unable to handle the request",
        About.NOTHING,
        List.of(),
        0);
  }

  /** A service without a ready pod, or without that port. */
  public static ApiException noEndpoints(String service) {
    return new ApiException(
        503,
        "ServiceUnavailable",
        "no endpoints available for service \"" + service + "\"",
        About.NOTHING,
        List.of(),
        0);
  }

  /** {@code deployments.apps}, or {@code pods} in the core group. */
  public static String qualified(String resource, String group) {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
