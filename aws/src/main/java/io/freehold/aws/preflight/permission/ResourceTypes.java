package io.freehold.aws.preflight.permission;

import java.util.Locale;

/** Of which type a resource is, and which types an action is about. */
final class ResourceTypes {
  private ResourceTypes() {}

  /** The type in an ARN or a pattern of ARNs: {@code natgateway}; {@code bucket} in S3. */
  static String of(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts[2].equals("s3")) {
      return parts[5].contains("/") ? "object" : "bucket";
    }
    return parts[5].split("[/:]")[0];
  }

  /**
   * Whether an action is about things of this type. In S3 and EKS our policies name several types
   * together, which is shorter and grants no more: each action is about one of them (<a
   * href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html">source</a>).
   */
  static boolean fits(String action, String arn) {
    if (arn.equals("*")) {
      return true;
    }
    return switch (Question.service(action)) {
      case "s3" -> of(arn).equals(action.endsWith("ObjectVersion") ? "object" : "bucket");
      case "eks" -> looks(action) ? of(arn).equals(lookedAt(action)) : true;
      default -> true;
    };
  }

  private static boolean looks(String action) {
    return action.startsWith("eks:Describe") || action.startsWith("eks:List");
  }

  private static String lookedAt(String action) {
    String name = action.toLowerCase(Locale.ROOT);
    if (name.contains("access")) {
      return "access-entry";
    } else if (name.contains("addon")) {
      return "addon";
    } else if (name.contains("nodegroup")) {
      return "nodegroup";
    }
    return name.equals("eks:describepodidentityassociation") ? "podidentityassociation" : "cluster";
  }
}
