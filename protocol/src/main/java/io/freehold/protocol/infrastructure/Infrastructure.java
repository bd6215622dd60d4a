package io.freehold.protocol.infrastructure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param availabilityZoneSuffixes the zones by letter, as its account names them
 * @param zoneIds the same zones by id
 * @param peerCidrs ranges that are kept free because they will be peered
 * @param zones the same zones in full
 * @param loadBalancers which ways in there are: {@code public}, {@code private}
 * @param tags of the customer, on every AWS resource
 * @param secretsKeyArn the KMS key with which EKS encrypts Kubernetes secrets; null: AWS's own
 * @param logHouse which of its services keeps the logs of its pods, besides the store that it has
 *     anyway; null: none
 * @param generation of what is asked for: grows with every change
 * @param endpoints names under which it is reached
 * @param versions of what runs in it, by component
 * @param roleTemplate where the customer gets what makes its IAM roles; null where Freehold makes
 *     them
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
    List<String> availabilityZoneSuffixes,
    List<String> zoneIds,
    List<String> peerCidrs,
    boolean deletionProtection,
    List<Zone> zones,
    @Nullable Network network,
    Map<String, Boolean> loadBalancers,
    Map<String, String> tags,
    @Nullable String secretsKeyArn,
    @Nullable LogHouse logHouse,
    long generation,
    List<Condition> conditions,
    @Nullable Progress progress,
    Map<String, String> endpoints,
    Map<String, String> versions,
    @Nullable RoleTemplate roleTemplate,
    @Nullable Instant createdAt) {
  public Infrastructure {
    availabilityZoneSuffixes = copy(availabilityZoneSuffixes);
    zoneIds = copy(zoneIds);
    peerCidrs = copy(peerCidrs);
    zones = copy(zones);
    loadBalancers = Objects.requireNonNullElse(loadBalancers, Map.of());
    tags = Objects.requireNonNullElse(tags, Map.of());
    conditions = copy(conditions);
    endpoints = Objects.requireNonNullElse(endpoints, Map.of());
    versions = Objects.requireNonNullElse(versions, Map.of());
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /**
   * An availability zone: its letters differ from account to account, its id does not.
   *
   * @param name as this account sees it, like {@code us-east-1a}
   * @param id the physical zone, like {@code use1-az4}
   */
  public record Zone(@Nullable String name, String id, @Nullable String suffix) {}

  /**
   * The service that keeps logs.
   *
   * @param retentionDays after how many days a log is dropped
   */
  public record LogHouse(String serviceId, int retentionDays) {}

  /**
   * What makes its roles; both make the same.
   *
   * @param cloudFormation a template; a path on this control plane
   * @param terraform a file in Terraform's language; a path on this control plane
   */
  public record RoleTemplate(String cloudFormation, String terraform) {}

  /**
   * Its network.
   *
   * @param mode {@code managed}: a VPC of its own; {@code customer}: one that was there before
   * @param natGateways {@code per-zone} or {@code single}; null in a customer's VPC
   * @param vpcId of the customer's VPC; null where it is the infrastructure's own
   * @param privateSubnetIds of the customer's VPC
   * @param publicSubnetIds of the customer's VPC, for the public load balancer
   */
  public record Network(
      String mode,
      @Nullable String natGateways,
      @Nullable String vpcId,
      List<String> privateSubnetIds,
      List<String> publicSubnetIds) {
    public Network {
      privateSubnetIds = copy(privateSubnetIds);
      publicSubnetIds = copy(publicSubnetIds);
    }

    /** A VPC of its own. */
    public static Network managed(String natGateways) {
      return new Network("managed", natGateways, null, List.of(), List.of());
    }

    /** The customer's. */
    public static Network customer(
        String vpcId, List<String> privateSubnetIds, List<String> publicSubnetIds) {
      return new Network("customer", null, vpcId, privateSubnetIds, publicSubnetIds);
    }
  }
}
