package io.freehold.protocol.service;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse service: the properties of the public API that clients of ours show.
 *
 * @param state as in the public API: {@code provisioning}, {@code running}, {@code stopped}, …
 * @param minReplicaMemoryGb memory of each replica, in GB; with BYOC one of 48, 116, 172, 232
 * @param byocId the infrastructure that it runs in
 */
public record Service(
    String id,
    String name,
    @Nullable String provider,
    @Nullable String region,
    String state,
    @Nullable String clickhouseVersion,
    List<Endpoint> endpoints,
    @Nullable Integer numReplicas,
    @Nullable Integer minReplicaMemoryGb,
    @Nullable Integer maxReplicaMemoryGb,
    List<IpAccess> ipAccessList,
    @Nullable Instant createdAt,
    @Nullable String byocId) {
  public Service {
    endpoints = List.copyOf(Objects.requireNonNullElse(endpoints, List.of()));
    ipAccessList = List.copyOf(Objects.requireNonNullElse(ipAccessList, List.of()));
  }

  /**
   * Where clients connect.
   *
   * @param protocol {@code https}, {@code nativesecure} or {@code mysql}
   */
  public record Endpoint(String protocol, String host, int port, @Nullable String username) {}

  /**
   * An address or range that may connect.
   *
   * @param source an address or CIDR
   */
  public record IpAccess(String source, @Nullable String description) {}

  /**
   * The answer to a creation.
   *
   * @param password shown this once; null where a request was repeated
   */
  public record Created(Service service, @Nullable String password) {}
}
