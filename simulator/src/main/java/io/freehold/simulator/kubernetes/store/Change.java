package io.freehold.simulator.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the change log.
 *
 * @param revision of this change
 * @param before the object as it was; null if it is new
 * @param after the object as it is; null if it is gone
 * @param last what a deleted object looked like at the end, with the revision of its deletion
 */
public record Change(
    long revision,
    ObjectKey key,
    @Nullable ObjectNode before,
    @Nullable ObjectNode after,
    @Nullable ObjectNode last) {}
