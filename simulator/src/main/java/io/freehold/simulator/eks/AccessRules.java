package io.freehold.simulator.eks;

import io.freehold.simulator.kubernetes.environment.Access;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.AccessScopeType;
import software.amazon.awssdk.services.eks.model.AssociatedAccessPolicy;

/**
 * What EKS's access policies allow in a cluster, in broad strokes: <a
 * href="https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html">source</a>.
 * Kubernetes' own roles and the groups of an entry are not looked at.
 */
final class AccessRules {
  private static final Set<String> READING = Set.of("get", "list", "watch");

  private static final Set<String> RBAC = Set.of("rbac.authorization.k8s.io");

  /** Cannot be changed by who may only administer namespaces. */
  private static final Set<String> OUTSIDE_NAMESPACES =
      Set.of(
          "namespaces",
          "nodes",
          "persistentvolumes",
          "storageclasses",
          "customresourcedefinitions",
          "clusterroles",
          "clusterrolebindings",
          "priorityclasses");

  private AccessRules() {}

  static boolean allows(AssociatedAccessPolicy policy, Access access) {
    if (policy.accessScope().type() == AccessScopeType.NAMESPACE
        && !policy.accessScope().namespaces().contains(access.namespace())) {
      return false;
    }
    boolean reads = READING.contains(access.verb());
    boolean secret = access.resource().equals("secrets");
    boolean within = !OUTSIDE_NAMESPACES.contains(access.resource());
    String name = policy.policyArn().substring(policy.policyArn().lastIndexOf('/') + 1);
    return switch (name) {
      case "AmazonEKSClusterAdminPolicy" -> true;
      case "AmazonEKSAdminPolicy" -> within;
      case "AmazonEKSEditPolicy" -> within && !RBAC.contains(access.group());
      case "AmazonEKSAdminViewPolicy" -> reads;
      case "AmazonEKSViewPolicy" -> reads && within && !secret;
      default -> false;
    };
  }
}
