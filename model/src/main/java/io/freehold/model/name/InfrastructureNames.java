package io.freehold.model.name;

/**
 * What the things of one infrastructure are called.
 *
 * @param infrastructure its short name
 * @param region the id of its region
 * @param scheme what the vendor chose
 */
public record InfrastructureNames(ShortName infrastructure, String region, NamingScheme scheme) {
  /** What the bootstrap role may touch in EKS begins with this. */
  public static final String CLUSTER_PREFIX = "clickhouse-cloud-";

  /** The EKS cluster: {@code clickhouse-cloud-<infra>}. */
  public String cluster() {
    return CLUSTER_PREFIX + infrastructure;
  }

  /** The log group to which EKS writes; its name is fixed by EKS. */
  public String controlPlaneLogGroup() {
    return "/aws/eks/" + cluster() + "/cluster";
  }

  /** A role: {@code <infra>-<region>-<suffix>}. */
  public String role(InfrastructureRole role) {
    return rolePrefix() + role.suffix();
  }

  /** What the names of all its roles, and of nobody else's, begin with. */
  public String rolePrefix() {
    return infrastructure + "-" + region + "-";
  }

  /** A bucket: {@code <infra>.<region>.<domain>-<suffix>}. */
  public String bucket(BucketPurpose purpose) {
    return domain() + "-" + scheme.bucketSuffix(purpose);
  }

  /** Its domain and the name of its hosted zone: {@code <infra>.<region>.<domain>}. */
  public String domain() {
    return infrastructure + "." + region + "." + scheme.domain();
  }

  /** The record under which all its services are found. */
  public String wildcardDomain() {
    return "*." + domain();
  }

  /** The names of one of its services. */
  public ServiceNames service(ShortName service) {
    return new ServiceNames(service, this);
  }
}
