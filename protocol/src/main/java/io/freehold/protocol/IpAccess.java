package io.freehold.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Who may connect, or use a key.
 *
 * @param source an address or CIDR
 * @param description what it is, for people
 */
public record IpAccess(String source, @Nullable String description) {}
