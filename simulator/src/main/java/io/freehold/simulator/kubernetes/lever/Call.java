package io.freehold.simulator.kubernetes.lever;

/**
 * One request for a resource.
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code
 *     patch}, {@code apply} (server-side), {@code delete} or {@code deletecollection}
 * @param resource {@code pods}, {@code deployments.apps}; a subresource follows a slash
 * @param namespace empty for none or all
 * @param name empty for a list or create
 * @param code the HTTP status that was answered; 0 if the connection was dropped
 */
public record Call(String verb, String resource, String namespace, String name, int code) {
  /** Whether the call could change something. */
  public boolean mutating() {
    return switch (verb) {
      case "get", "list", "watch" -> false;
      default -> true;
    };
  }
}
