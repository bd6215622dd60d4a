package io.freehold.controlplane.service;

import io.freehold.protocol.IpAccess;
import io.freehold.protocol.service.Service;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body with which a service is made: every field of the public API, so that what is not offered
 * is refused with the reason and not as unknown.
 */
public record ServiceRequest(
    @Nullable String name,
    @Nullable String provider,
    @Nullable String region,
    @Nullable String tier,
    @Nullable List<IpAccess> ipAccessList,
    @Nullable Integer minTotalMemoryGb,
    @Nullable Integer maxTotalMemoryGb,
    @Nullable String autoscalingMode,
    @Nullable Integer minReplicaMemoryGb,
    @Nullable Integer maxReplicaMemoryGb,
    @Nullable Integer numReplicas,
    @Nullable Integer minReplicas,
    @Nullable Integer maxReplicas,
    @Nullable Boolean idleScaling,
    @Nullable Integer idleTimeoutMinutes,
    @Nullable Boolean isReadonly,
    @Nullable String dataWarehouseId,
    @Nullable UUID backupId,
    @Nullable String encryptionKey,
    @Nullable String encryptionAssumedRoleIdentifier,
    @Nullable List<String> privateEndpointIds,
    @Nullable Boolean privatePreviewTermsChecked,
    @Nullable String releaseChannel,
    @Nullable UUID byocId,
    @Nullable Boolean hasTransparentDataEncryption,
    @Nullable List<EndpointChange> endpoints,
    @Nullable String profile,
    @Nullable String complianceType,
    @Nullable List<Service.Tag> tags,
    @Nullable Boolean enableCoreDumps) {

  /** An endpoint to switch on or off. */
  public record EndpointChange(@Nullable String protocol, @Nullable Boolean enabled) {}

  /** The body of a PATCH. The fixed fields are in it so that they can be refused by name. */
  record Change(
      @Nullable String name,
      @Nullable IpAccessChange ipAccessList,
      @Nullable TagChange tags,
      @Nullable PrivateEndpointChange privateEndpointIds,
      @Nullable String releaseChannel,
      @Nullable List<EndpointChange> endpoints,
      @Nullable String transparentDataEncryptionKeyId,
      @Nullable Boolean enableCoreDumps,
      @Nullable String provider,
      @Nullable String region,
      @Nullable String byocId,
      @Nullable String dataWarehouseId,
      @Nullable Boolean isReadonly,
      @Nullable Boolean hasTransparentDataEncryption,
      @Nullable String profile,
      @Nullable String complianceType) {
    /** Fixed when a service is made. */
    static final List<String> FIXED =
        List.of(
            "provider",
            "region",
            "byocId",
            "dataWarehouseId",
            "isReadonly",
            "hasTransparentDataEncryption",
            "profile",
            "complianceType");
  }

  /** Who is let in from now on: first those to remove, then those to add. */
  record IpAccessChange(@Nullable List<IpAccess> add, @Nullable List<IpAccess> remove) {}

  /** First those to remove, then those to add. */
  record TagChange(@Nullable List<Service.Tag> add, @Nullable List<Service.Tag> remove) {}

  /** First those to remove, then those to add. */
  record PrivateEndpointChange(@Nullable List<String> add, @Nullable List<String> remove) {}

  /** The body with which its size is changed. */
  record Scaling(
      @Nullable Integer minReplicaMemoryGb,
      @Nullable Integer maxReplicaMemoryGb,
      @Nullable String autoscalingMode,
      @Nullable Integer numReplicas,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes) {}

  /**
   * The body with which its size is changed in the older way.
   *
   * @param minTotalMemoryGb of three replicas, whatever their number
   */
  record TotalScaling(
      @Nullable Integer minTotalMemoryGb,
      @Nullable Integer maxTotalMemoryGb,
      @Nullable Integer numReplicas,
      @Nullable Boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes) {}

  /** The body with which it is started and stopped. */
  record StateChange(@Nullable String command) {}

  /**
   * The body with which its password is changed.
   *
   * @param newPasswordHash SHA-256 in Base64; without it a password is made
   * @param newDoubleSha1Hash of MySQL's protocol, in hexadecimal digits
   */
  record PasswordChange(@Nullable String newPasswordHash, @Nullable String newDoubleSha1Hash) {}
}
