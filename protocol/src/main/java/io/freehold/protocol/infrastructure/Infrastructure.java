package io.freehold.protocol.infrastructure;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of VPC, EKS cluster and buckets in a customer's account, able to run services.
 *
 * @param id a UUID
 * @param name the short generated name that every AWS resource of it carries
 * @param displayName what the customer calls it
 * @param state the coarse state of the public API, like {@code infra-ready}
 * @param phase what it is really doing: {@code preflight}, {@code blocked}, {@code provisioning},
 *     {@code ready}, {@code updating}, {@code degraded}, {@code deleting}, {@code delete-blocked},
 *     {@code deleted}
 * @param accountId the AWS account's twelve digits
 */
public record Infrastructure(
    String id,
    String name,
    @Nullable String displayName,
    String state,
    String phase,
    @Nullable String accountId,
    @Nullable String accountName,
    @Nullable String regionId,
    @Nullable String cloudProvider,
    @Nullable String vpcCidrRange,
    boolean deletionProtection,
    List<Zone> zones,
    List<Condition> conditions,
    @Nullable Progress progress) {
  public Infrastructure {
    zones = List.copyOf(Objects.requireNonNullElse(zones, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
  }

  /**
   * An availability zone: its letters differ from account to account, its id does not.
   *
   * @param name as this account sees it, like {@code us-east-1a}
   * @param id the physical zone, like {@code use1-az4}
   */
  public record Zone(@Nullable String name, String id, @Nullable String suffix) {}
}
