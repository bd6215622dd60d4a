package io.freehold.simulator.kubernetes.status;

/**
 * One reason out of several why a request was refused.
 *
 * @param reason machine-readable: {@code FieldValueRequired}, {@code FieldManagerConflict} …
 * @param message for people
 * @param field path of the field, as in {@code spec.replicas}; may be empty
 */
public record Cause(String reason, String message, String field) {
  /** The text of this cause within the message of an {@code Invalid} status. */
  String inMessage() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
