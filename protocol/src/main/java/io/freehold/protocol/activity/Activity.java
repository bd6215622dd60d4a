package io.freehold.protocol.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in an organization.
 *
 * @param type in the words of the public API: {@code service_create}, {@code key_delete}, …
 * @param actorType {@code user}, {@code support}, {@code system} or {@code api}
 * @param actorId of the key, the user or the operator; the system's own name for itself
 * @param actorDetails for people: a key's name, a user's address
 * @param actorIpAddress null for the system
 * @param serviceId null where it is about no service
 * @param userAgent null where the client did not say
 * @param targetKeyId the key that was changed, with {@code openapi_key_update}
 * @param keyUpdateType what of it was changed
 */
public record Activity(
    String id,
    Instant createdAt,
    String type,
    String actorType,
    String actorId,
    String actorDetails,
    @Nullable String actorIpAddress,
    String organizationId,
    @Nullable String serviceId,
    @Nullable String userAgent,
    @Nullable String targetKeyId,
    @Nullable String keyUpdateType) {}
