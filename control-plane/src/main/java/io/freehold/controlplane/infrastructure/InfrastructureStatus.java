package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.protocol.infrastructure.Resource;
import java.util.List;
import java.util.UUID;

/** What a pass found. */
record InfrastructureStatus(
    UUID id,
    Phase phase,
    long observedGeneration,
    List<Condition> conditions,
    List<Resource> nodes,
    List<Leftover> leftovers) {}
