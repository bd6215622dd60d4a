package io.freehold.aws.eks;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.own;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AccessScope;
import software.amazon.awssdk.services.eks.model.AccessScopeType;
import software.amazon.awssdk.services.eks.model.AssociatedAccessPolicy;

/**
 * What one IAM principal may do in a cluster. Nodes need none: EKS makes theirs with the node
 * group.
 *
 * @param clusterName the cluster
 * @param principalArn a role or user, with its path
 * @param groups of Kubernetes that it belongs to
 * @param policies of EKS that hold for it: exactly these
 */
public record AccessEntry(
    String clusterName, String principalArn, Set<String> groups, Set<Policy> policies) {
  public static final AwsType<AccessEntry, Observed> TYPE = new Type();

  private static final String STANDARD = "STANDARD";

  /**
   * One of EKS's own access policies.
   *
   * @param arn such as {@link #CLUSTER_ADMIN}
   * @param namespaces where it holds; empty for the whole cluster
   */
  public record Policy(String arn, Set<String> namespaces) implements Comparable<Policy> {
    /** Everything, everywhere. */
    public static final String CLUSTER_ADMIN =
        "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

    public Policy {
      namespaces = Eks.sorted(namespaces);
    }

    /** In the whole cluster. */
    public static Policy everywhere(String arn) {
      return new Policy(arn, Set.of());
    }

    @Override
    public int compareTo(Policy other) {
      return toString().compareTo(other.toString());
    }

    private static Policy of(AssociatedAccessPolicy found) {
      return new Policy(
          found.policyArn(),
          found.accessScope().type() == AccessScopeType.CLUSTER
              ? Set.of()
              : Eks.sorted(found.accessScope().namespaces()));
    }

    private AccessScope scope() {
      return namespaces.isEmpty()
          ? AccessScope.builder().type(AccessScopeType.CLUSTER).build()
          : AccessScope.builder().type(AccessScopeType.NAMESPACE).namespaces(namespaces).build();
    }
  }

  public AccessEntry {
    groups = Eks.sorted(groups);
    policies = Collections.unmodifiableSet(new TreeSet<>(policies));
  }

  /** What is there. */
  public record Observed(
      String clusterName,
      String principalArn,
      String type,
      Set<String> groups,
      Set<Policy> policies) {}

  private static final class Type implements AwsType<AccessEntry, Observed> {
    @Override
    public String kind() {
      return "AccessEntry";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.EKS)
          .inspect(Eks.LOOK, "eks:DescribeAccessEntry", "eks:ListAssociatedAccessPolicies")
          .provision(own(Eks.CLUSTER), "eks:CreateAccessEntry")
          .provision(created(Eks.within("access-entry")), "eks:TagResource")
          .provision(own(Eks.within("access-entry")), "eks:AssociateAccessPolicy")
          .change(
              own(Eks.within("access-entry")),
              "eks:UpdateAccessEntry",
              "eks:AssociateAccessPolicy",
              "eks:DisassociateAccessPolicy")
          .delete(own(Eks.within("access-entry")), "eks:DeleteAccessEntry");
    }

    @Override
    public Optional<String> naturalId(AccessEntry desired) {
      return Optional.of(new Eks.Id(desired.clusterName(), desired.principalArn()).toString());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String id : ids) {
        Eks.ifThere(() -> observation(aws, Eks.Id.of(id)))
            .ifPresent(observation -> found.put(id, observation));
      }
      return found;
    }

    private static Observation<Observed> observation(AwsSession aws, Eks.Id id) {
      var entry =
          aws.eks()
              .describeAccessEntry(r -> r.clusterName(id.cluster()).principalArn(id.rest()))
              .accessEntry();
      Set<Policy> policies = new TreeSet<>();
      // The entries of nodes cannot have any.
      if (entry.type().equals(STANDARD)) {
        aws.eks()
            .listAssociatedAccessPoliciesPaginator(
                r -> r.clusterName(id.cluster()).principalArn(id.rest()))
            .associatedAccessPolicies()
            .forEach(policy -> policies.add(Policy.of(policy)));
      }
      return new Observation.Present<>(
          new Observed(
              entry.clusterName(),
              entry.principalArn(),
              entry.type(),
              Eks.sorted(entry.kubernetesGroups()),
              policies),
          aws.ownership(entry.tags()));
    }

    /** The policies follow as changes: EKS takes them in calls of their own. */
    @Override
    public String create(AwsSession aws, AccessEntry desired, Intent intent) {
      var entry =
          aws.eks()
              .createAccessEntry(r ->
                  r.clusterName(desired.clusterName())
                      .principalArn(desired.principalArn())
                      .type(STANDARD)
                      .kubernetesGroups(desired.groups())
                      .clientRequestToken(intent.token())
                      .tags(aws.tags(intent)))
              .accessEntry();
      return new Eks.Id(entry.clusterName(), entry.principalArn()).toString();
    }

    @Override
    public Diff diff(AccessEntry desired, Observed observed) {
      return Diff.compare()
          .fixed("clusterName", desired.clusterName(), observed.clusterName())
          .fixed("principalArn", desired.principalArn(), observed.principalArn())
          .fixed("type", STANDARD, observed.type())
          .field("groups", desired.groups(), observed.groups())
          .field("policies", desired.policies(), observed.policies())
          .done();
    }

    @Override
    public void update(AwsSession aws, String text, AccessEntry desired, Observed observed) {
      EksClient eks = aws.eks();
      Eks.Id id = Eks.Id.of(text);
      if (!desired.groups().equals(observed.groups())) {
        eks.updateAccessEntry(r ->
            r.clusterName(id.cluster()).principalArn(id.rest()).kubernetesGroups(desired.groups()));
      }
      Set<String> wanted = new TreeSet<>();
      for (Policy policy : desired.policies()) {
        wanted.add(policy.arn());
        // The same policy with another scope replaces it.
        if (!observed.policies().contains(policy)) {
          eks.associateAccessPolicy(r ->
              r.clusterName(id.cluster())
                  .principalArn(id.rest())
                  .policyArn(policy.arn())
                  .accessScope(policy.scope()));
        }
      }
      for (Policy policy : observed.policies()) {
        if (!wanted.contains(policy.arn())) {
          eks.disassociateAccessPolicy(
              r -> r.clusterName(id.cluster()).principalArn(id.rest()).policyArn(policy.arn()));
        }
      }
    }

    @Override
    public void delete(AwsSession aws, String text) {
      Eks.Id id = Eks.Id.of(text);
      Eks.deleteIfThere(() ->
          aws.eks().deleteAccessEntry(r -> r.clusterName(id.cluster()).principalArn(id.rest())));
    }

    @Override
    public Observed predict(AccessEntry desired) {
      return new Observed(
          desired.clusterName(),
          desired.principalArn(),
          STANDARD,
          desired.groups(),
          desired.policies());
    }
  }
}
