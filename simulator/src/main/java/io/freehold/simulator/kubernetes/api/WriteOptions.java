package io.freehold.simulator.kubernetes.api;

/**
 * How a write is meant.
 *
 * @param fieldManager who owns what it sets
 * @param dryRun do everything but store it
 * @param force take fields from other managers; server-side apply only
 * @param unknownFields what happens to fields that the kind does not have
 */
public record WriteOptions(
    String fieldManager, boolean dryRun, boolean force, UnknownFields unknownFields) {
  /** The query parameter {@code fieldValidation}. */
  public enum UnknownFields {
    IGNORE,
    WARN,
    STRICT
  }

  public static WriteOptions by(String fieldManager) {
    return new WriteOptions(fieldManager, false, false, UnknownFields.WARN);
  }
}
