package io.freehold.protocol.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a service.
 *
 * @param status {@code done}, {@code error} or {@code in_progress}
 * @param type {@code full} or {@code incremental}
 */
public record Backup(
    String id,
    String status,
    String serviceId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    long sizeInBytes,
    long durationInSeconds,
    String type) {}
