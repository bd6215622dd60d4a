package io.freehold.aws.catalogue;

/**
 * A part of the management role's permissions that stands alone as a policy, so that a customer can
 * withhold it.
 */
public enum PolicyGroup {
  /** What every account needs, and what nobody may ever do; written into the role itself. */
  BASE("base", Form.INLINE),
  /** The log group of each cluster; written into the role itself. */
  LOGS("logs", Form.INLINE),
  IAM_READ("iam-read", Form.MANAGED),
  /** Not needed once the roles of an infrastructure are there. */
  IAM_WRITE("iam-write", Form.MANAGED),
  S3("s3", Form.MANAGED),
  EKS("eks", Form.MANAGED),
  /** EC2 and load balancing, without the network itself. */
  EC2("ec2", Form.MANAGED),
  /** Not needed where every VPC is the customer's own. */
  VPC_WRITE("vpc-write", Form.MANAGED),
  ROUTE53("route53", Form.MANAGED),
  /** Encryption of Kubernetes secrets with a key of the customer's; off unless asked for. */
  KMS("kms", Form.MANAGED);

  /**
   * How a policy hangs on the role: inline ones share 10,240 characters, a role takes 10 others.
   */
  private enum Form {
    INLINE,
    MANAGED
  }

  private final String suffix;
  private final Form form;

  PolicyGroup(String suffix, Form form) {
    this.suffix = suffix;
    this.form = form;
  }

  /** In the names of policies: {@code vpc-write}. */
  public String suffix() {
    return suffix;
  }

  /** Whether it is part of the role itself instead of a policy beside it. */
  public boolean isInline() {
    return form == Form.INLINE;
  }

  /** Where looking belongs for kinds whose changes are in this group: it is never withheld. */
  PolicyGroup ofReads() {
    return switch (this) {
      case VPC_WRITE -> EC2;
      case IAM_WRITE -> IAM_READ;
      case BASE, LOGS, IAM_READ, S3, EKS, EC2, ROUTE53, KMS -> this;
    };
  }
}
