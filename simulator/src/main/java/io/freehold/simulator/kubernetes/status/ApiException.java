package io.freehold.simulator.kubernetes.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A refusal that the API server answers as a {@code Status} object. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient About about;
  private final transient List<Cause> causes;
  private final int retryAfterSeconds;

  /** What the refusal is about; empty strings where it is about nothing in particular. */
  record About(String name, String group, String kind, String uid) {
    static final About NOTHING = new About("", "", "", "");
  }

  ApiException(
      int code,
      String reason,
      String message,
      About about,
      List<Cause> causes,
      int retryAfterSeconds) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.about = about;
    this.causes = List.copyOf(causes);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** HTTP status. */
  public int code() {
    return code;
  }

  /** {@code NotFound}, {@code Conflict}, … */
  public String reason() {
    return reason;
  }

  public List<Cause> causes() {
    return causes;
  }

  /** Seconds for the {@code Retry-After} header; 0 for none. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The {@code Status} object. */
  public ObjectNode toStatus() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", getMessage());
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    putUnlessEmpty(details, "name", about.name());
    putUnlessEmpty(details, "group", about.group());
    putUnlessEmpty(details, "kind", about.kind());
    putUnlessEmpty(details, "uid", about.uid());
    for (Cause cause : causes) {
      ObjectNode one = details.withArray("causes").addObject();
      putUnlessEmpty(one, "reason", cause.reason());
      putUnlessEmpty(one, "message", cause.message());
      putUnlessEmpty(one, "field", cause.field());
    }
    if (retryAfterSeconds > 0) {
      details.put("retryAfterSeconds", retryAfterSeconds);
    }
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", code);
  }

  private static void putUnlessEmpty(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }
}
