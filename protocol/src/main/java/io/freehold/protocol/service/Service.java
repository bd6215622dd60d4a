package io.freehold.protocol.service;

import io.freehold.protocol.IpAccess;
import io.freehold.protocol.infrastructure.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse service, as the public API has it, and why it is in its state.
 *
 * @param state as in the public API: {@code provisioning}, {@code running}, {@code stopped}, …
 * @param minReplicaMemoryGb memory of each replica, in GB; with BYOC one of 48, 116, 172, 232
 * @param minTotalMemoryGb of three replicas, whatever their number: the public API's older figure
 * @param ipAccessList from where it may be reached by its public name; empty closes the private one
 *     too
 * @param iamRole the role with which its servers reach their objects in S3
 * @param dataWarehouseId the warehouse that it is alone in
 * @param releaseChannel {@code slow}, {@code default} or {@code fast}
 * @param byocId the infrastructure that it runs in
 * @param scalingSchedule null where there is none
 * @param conditions Freehold's own addition: what is going on, with its reason
 */
public record Service(
    String id,
    String name,
    @Nullable String provider,
    @Nullable String region,
    String state,
    @Nullable String clickhouseVersion,
    List<Endpoint> endpoints,
    @Nullable Integer minTotalMemoryGb,
    @Nullable Integer maxTotalMemoryGb,
    @Nullable Integer numReplicas,
    @Nullable Integer minReplicaMemoryGb,
    @Nullable Integer maxReplicaMemoryGb,
    @Nullable String autoscalingMode,
    boolean idleScaling,
    @Nullable Integer idleTimeoutMinutes,
    List<IpAccess> ipAccessList,
    @Nullable Instant createdAt,
    @Nullable String iamRole,
    List<String> privateEndpointIds,
    List<String> availablePrivateEndpointIds,
    @Nullable String dataWarehouseId,
    boolean isPrimary,
    boolean isReadonly,
    @Nullable String releaseChannel,
    @Nullable String byocId,
    boolean hasTransparentDataEncryption,
    @Nullable String profile,
    List<Tag> tags,
    boolean enableCoreDumps,
    @Nullable ScalingSchedule scalingSchedule,
    @Nullable CurrentScaling currentScaling,
    List<Condition> conditions) {
  public Service {
    endpoints = copy(endpoints);
    ipAccessList = copy(ipAccessList);
    privateEndpointIds = copy(privateEndpointIds);
    availablePrivateEndpointIds = copy(availablePrivateEndpointIds);
    tags = copy(tags);
    conditions = copy(conditions);
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return List.copyOf(Objects.requireNonNullElse(list, List.of()));
  }

  /**
   * Where clients connect.
   *
   * @param protocol {@code https}, {@code nativesecure} or {@code mysql}
   */
  public record Endpoint(String protocol, String host, int port, @Nullable String username) {}

  /** A mark of the customer's. */
  public record Tag(String key, @Nullable String value) {}

  /**
   * What its size is just now.
   *
   * @param activeEntryId of its schedule; null while none is active
   */
  public record CurrentScaling(
      String effectiveAutoscalingMode,
      int effectiveMinReplicaMemoryGb,
      int effectiveMaxReplicaMemoryGb,
      int effectiveMinReplicas,
      int effectiveMaxReplicas,
      boolean effectiveIdleScaling,
      int effectiveIdleTimeoutMinutes,
      @Nullable String activeEntryId) {}

  /**
   * The answer to a creation.
   *
   * @param password shown this once; null where a request was repeated
   */
  public record Created(Service service, @Nullable String password) {}

  /**
   * The answer to a change of the password.
   *
   * @param password shown this once; null where the client brought a hash of its own
   */
  public record NewPassword(@Nullable String password) {}

  /**
   * How a private endpoint is reached.
   *
   * @param endpointServiceId empty while there is no such way in
   */
  public record PrivateEndpointConfig(String endpointServiceId, String privateDnsHostname) {}
}
