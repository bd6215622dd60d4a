package io.freehold.controlplane.infrastructure;

/**
 * Something that stayed in the customer's account after a deletion.
 *
 * @param kind what it is
 * @param externalId what the cloud calls it
 * @param kept true if it stays by decision, false if it could not be deleted
 * @param reason why it is still there
 */
public record Leftover(String kind, String externalId, boolean kept, String reason) {}
