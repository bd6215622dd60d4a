package io.freehold.protocol.service;

/**
 * A private endpoint that a customer has made and registered.
 *
 * @param id the cloud's own: {@code vpce-…}
 */
public record PrivateEndpoint(String id, String description, String cloudProvider, String region) {}
