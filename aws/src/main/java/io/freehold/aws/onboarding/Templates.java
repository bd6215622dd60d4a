package io.freehold.aws.onboarding;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the template and the module have in common, so that they make the same. */
final class Templates {
  static final String TITLE = "Lets Freehold run ClickHouse in this AWS account.";
  static final String ROLE_DESCRIPTION =
      "Freehold manages ClickHouse in this account as this role.";
  static final String BOUNDARY_DESCRIPTION = "What no role that Freehold creates can exceed.";
  static final String OUTPUT_DESCRIPTION =
      "The ARN of the role, to be reported to the control plane.";

  /** On the role, beside the mark of everything of Freehold's. */
  static final String ENVIRONMENT_TAG = AwsSession.MARK + "-env";

  /** The role's tags whose values nobody chooses. */
  static final SortedMap<String, String> TAGS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  AwsSession.MARK,
                  "true",
                  AwsSession.TEMPLATE_VERSION_TAG,
                  String.valueOf(TemplateVersion.newest().number()))));

  private Templates() {}

  /** Which parameter withholds the policy; empty if nothing does. */
  static Optional<Parameter> switchOf(PolicyGroup group) {
    return switch (group) {
      case VPC_WRITE -> Optional.of(Parameter.VPC_WRITE);
      case IAM_WRITE -> Optional.of(Parameter.IAM_WRITE);
      case KMS -> Optional.of(Parameter.KMS);
      case BASE, LOGS, IAM_READ, S3, EKS, EC2, ROUTE53 -> Optional.empty();
    };
  }

  /** The description of a policy, which AWS never lets change. */
  static String description(PolicyGroup group) {
    return switch (group) {
      case BASE -> "What Freehold needs everywhere, and what it may never do.";
      case LOGS -> "Freehold and the log groups of its clusters.";
      case IAM_READ -> "Freehold and IAM: looking.";
      case IAM_WRITE -> "Freehold and IAM: the roles of an infrastructure, within their boundary.";
      case S3 -> "Freehold and S3: the buckets of an infrastructure, not what is in them.";
      case EKS -> "Freehold and EKS: clusters named clickhouse-cloud-...";
      case EC2 -> "Freehold and EC2: machines and load balancers.";
      case VPC_WRITE -> "Freehold and EC2: VPCs.";
      case ROUTE53 -> "Freehold and Route 53: the zone of an infrastructure.";
      case KMS -> "Freehold and KMS: encryption of Kubernetes secrets.";
    };
  }
}
