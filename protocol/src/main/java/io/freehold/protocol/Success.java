package io.freehold.protocol;

/**
 * The envelope of every answer that succeeded.
 *
 * @param status the HTTP status again
 * @param requestId names this request in the logs
 * @param result what was asked for
 */
public record Success<T>(int status, String requestId, T result) {}
