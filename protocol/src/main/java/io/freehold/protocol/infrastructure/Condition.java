package io.freehold.protocol.infrastructure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of an infrastructure's or service's state, in the form that Kubernetes uses.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason one word in camel case; all are listed in {@code docs/conditions.md}
 */
public record Condition(
    String type,
    String status,
    String reason,
    @Nullable String message,
    long observedGeneration,
    @Nullable Instant lastTransitionTime) {}
