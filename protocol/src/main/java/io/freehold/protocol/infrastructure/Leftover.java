package io.freehold.protocol.infrastructure;

/**
 * Something that stays in the customer's account after a deletion.
 *
 * @param kept true if it stays as was decided, false if it could not be deleted
 * @param reason why it is still there
 */
public record Leftover(String kind, String externalId, boolean kept, String reason) {}
