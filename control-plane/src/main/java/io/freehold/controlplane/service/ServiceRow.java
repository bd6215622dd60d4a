package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.kernel.condition.Condition;
import io.freehold.model.name.ShortName;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.infrastructure.Resource;
import io.freehold.protocol.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A service as it is stored.
 *
 * @param name short and generated; the customer's own name is in the spec
 * @param version of ClickHouse: the tag of its images
 * @param passwordSha256Hex of the default user: all that is known of the password
 * @param wanted whether it is to run
 * @param generation grows with every change of what is asked for
 * @param deletion what is to become of the data, once deletion was asked for
 * @param observedGeneration the generation that the state speaks of
 * @param runningAt when it was first running
 * @param schedule at which hours it is of another size than the spec says
 * @param largestMemoryGb the most that a replica was ever asked to have: volumes never shrink
 * @param privateEndpointIds of the customer's own endpoints that may reach it
 */
public record ServiceRow(
    UUID id,
    UUID organizationId,
    UUID infrastructureId,
    ShortName name,
    ServiceSpec spec,
    List<Service.Tag> tags,
    String version,
    String passwordSha256Hex,
    Wanted wanted,
    long generation,
    Optional<DataDecision> deletion,
    ServiceState state,
    long observedGeneration,
    List<Condition> conditions,
    List<Resource> nodes,
    Instant createdAt,
    Optional<Instant> runningAt,
    Optional<Instant> deletedAt,
    ScalingSchedule schedule,
    int largestMemoryGb,
    List<String> privateEndpointIds) {
  public ServiceRow {
    privateEndpointIds = List.copyOf(privateEndpointIds);
    tags = List.copyOf(tags);
    conditions = List.copyOf(conditions);
    nodes = List.copyOf(nodes);
  }

  /** Whether servers are to run. */
  boolean running() {
    return wanted == Wanted.RUNNING;
  }

  /**
   * What it is asked to be at that time: its spec, or what an entry of its schedule makes of it.
   */
  ServiceSpec specAt(Instant time) {
    return schedule.applied(spec, time);
  }

  @Override
  public String toString() {
    return "ServiceRow[%s, state=%s, generation=%d]".formatted(name, state, generation);
  }
}
