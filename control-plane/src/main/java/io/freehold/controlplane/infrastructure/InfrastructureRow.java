package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An infrastructure as it is stored.
 *
 * @param generation grows with every change of the spec
 * @param deletion what is to become of the data, once deletion was asked for
 * @param observedGeneration the generation that the phase speaks of
 * @param nameServers that answer for its domain; none until its zone was seen
 * @param workSince when the present piece of work began
 * @param readyAt when it was first ready
 */
public record InfrastructureRow(
    UUID id,
    UUID organizationId,
    String displayName,
    InfrastructureSpec spec,
    long generation,
    boolean deletionProtection,
    Optional<DataDecision> deletion,
    Phase phase,
    long observedGeneration,
    List<Condition> conditions,
    List<Resource> nodes,
    List<Leftover> leftovers,
    List<String> nameServers,
    Instant createdAt,
    Instant workSince,
    Optional<Instant> readyAt,
    Optional<Instant> deletedAt) {

  /** Its short generated name. */
  public String name() {
    return spec.name().value();
  }
}
