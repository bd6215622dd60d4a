package io.freehold.model.service;

/**
 * Who may reach a service from the internet.
 *
 * @param source an IPv4 address or range, as it was given
 * @param description of the customer; may be empty
 */
public record IpAccess(String source, String description) {}
