package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.Failure.Kind;
import io.freehold.kernel.failure.FailureClassifier;

/** The one place that knows the Kubernetes API's error codes. */
public final class KubernetesFailures implements FailureClassifier {
  @Override
  public Failure classify(RuntimeException thrown) {
    if (!(thrown instanceof KubernetesClientException answered)) {
      return Failure.unknown(Kind.BUG, thrown.getClass().getSimpleName(), message(thrown));
    }
    String code =
        answered.getStatus() == null || answered.getStatus().getReason() == null
            ? "Http" + answered.getCode()
            : answered.getStatus().getReason();
    return switch (answered.getCode()) {
      // No answer at all: fabric8 wraps the connection's error, with no status of HTTP.
      case 0, -1 -> Failure.unknown(Kind.TRANSIENT, "NoAnswer", message(answered));
      // Access entries are eventually consistent: a new one is not known at once.
      case 401 -> Failure.refused(Kind.DEPENDENCY, code, message(answered));
      case 403 -> Failure.refused(Kind.PERMISSION, code, message(answered));
      // A namespace or a custom resource definition that is not there yet.
      case 404 -> Failure.refused(Kind.DEPENDENCY, code, message(answered));
      case 409 -> Failure.refused(Kind.CONFLICT, code, message(answered));
      case 429 -> Failure.refused(Kind.THROTTLED, code, message(answered));
      default ->
          answered.getCode() >= 500
              ? Failure.unknown(Kind.TRANSIENT, code, message(answered))
              : Failure.refused(Kind.INVALID, code, message(answered));
    };
  }

  /** True for what this class can tell apart. */
  public static boolean knows(RuntimeException thrown) {
    return thrown instanceof KubernetesClientException;
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
