package io.freehold.aws.policy;

/**
 * Something that a policy allows and another does not, or may not.
 *
 * @param statement which allows it, by name or by number
 * @param action as the statement has it
 * @param resource as the statement has it; the asterisk where the action alone is too much
 * @param certain false where it cannot be told from the documents alone
 */
public record Excess(String statement, String action, String resource, boolean certain) {}
