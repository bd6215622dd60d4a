package io.freehold.simulator.kubernetes.environment;

import java.time.Instant;
import java.util.Optional;

/**
 * Like nodes, of which there may be more or fewer.
 *
 * @param name as its nodes have it in {@link ClusterNode#GROUP_LABEL}
 * @param next as its next node would be; its name, address and time mean nothing
 * @param least nodes that it keeps
 * @param wanted how many it has, those that are still starting among them
 * @param most nodes that it may have
 * @param failedAt when it was last asked for a node that could not be had
 */
public record NodeGroup(
    String name, ClusterNode next, int least, int wanted, int most, Optional<Instant> failedAt) {}
