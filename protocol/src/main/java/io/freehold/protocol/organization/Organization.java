package io.freehold.protocol.organization;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the vendor.
 *
 * @param privateEndpoints private endpoints that were registered for its services
 * @param byocConfig its infrastructures, in short
 */
public record Organization(
    String id,
    Instant createdAt,
    String name,
    List<PrivateEndpoint> privateEndpoints,
    List<ByocConfig> byocConfig,
    boolean enableCoreDumps) {
  public Organization {
    privateEndpoints = List.copyOf(Objects.requireNonNullElse(privateEndpoints, List.of()));
    byocConfig = List.copyOf(Objects.requireNonNullElse(byocConfig, List.of()));
  }

  /** A private endpoint in the customer's own VPC. */
  public record PrivateEndpoint(
      String id, @Nullable String description, String cloudProvider, String region) {}

  /**
   * How private endpoints are reached in a region.
   *
   * @param endpointServiceId empty while there is no such way in
   */
  public record PrivateEndpointConfig(String endpointServiceId) {}

  /**
   * An infrastructure, in short.
   *
   * @param state {@code infra-ready}, {@code infra-provisioning} or {@code infra-terminated}
   */
  public record ByocConfig(
      String id,
      String state,
      String accountName,
      String regionId,
      String cloudProvider,
      String displayName) {}

  /**
   * The answer to an operator who made one.
   *
   * @param adminEmail whose it is to be
   * @param keyId of a first key with the role admin
   * @param keySecret shown this once; null where a request was repeated
   */
  public record Created(
      Organization organization, String adminEmail, String keyId, @Nullable String keySecret) {}
}
