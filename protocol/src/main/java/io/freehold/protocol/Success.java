package io.freehold.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The envelope of every answer that succeeded.
 *
 * @param status the HTTP status again
 * @param requestId names this request in the logs
 * @param result what was asked for; null where there is nothing to say but that it is done
 */
public record Success<T extends @Nullable Object>(int status, String requestId, T result) {}
