package io.freehold.simulator.aws.place;

/**
 * An availability zone, as one account sees it.
 *
 * @param name such as {@code us-east-1a}: means another place in another account
 * @param id such as {@code use1-az4}: means the same place in every account
 */
public record Zone(String name, String id) {}
