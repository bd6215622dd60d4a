package io.freehold.simulator.kubernetes.http;

import io.freehold.simulator.kubernetes.status.Refusals;

/** The verb of a request, in the words of Kubernetes; server-side apply is {@code apply}. */
final class Verbs {
  private Verbs() {}

  static String of(ApiRequest request, Target target) {
    boolean one = !target.name().isEmpty();
    return switch (request.method()) {
      case "GET", "HEAD" -> one ? "get" : request.flag("watch") ? "watch" : "list";
      case "POST" -> {
        if (one && target.part().isEmpty()) {
          throw Refusals.methodNotAllowed();
        }
        yield "create";
      }
      case "PUT" -> {
        if (!one) {
          throw Refusals.methodNotAllowed();
        }
        yield "update";
      }
      case "PATCH" -> {
        if (!one) {
          throw Refusals.methodNotAllowed();
        }
        yield request.header("content-type").startsWith("application/apply-patch")
            ? "apply"
            : "patch";
      }
      case "DELETE" -> one ? "delete" : "deletecollection";
      default -> throw Refusals.methodNotAllowed();
    };
  }
}
