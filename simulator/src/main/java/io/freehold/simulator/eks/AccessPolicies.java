package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.AccessScope;
import software.amazon.awssdk.services.eks.model.AccessScopeType;
import software.amazon.awssdk.services.eks.model.AssociateAccessPolicyRequest;
import software.amazon.awssdk.services.eks.model.AssociateAccessPolicyResponse;
import software.amazon.awssdk.services.eks.model.AssociatedAccessPolicy;
import software.amazon.awssdk.services.eks.model.DisassociateAccessPolicyRequest;
import software.amazon.awssdk.services.eks.model.DisassociateAccessPolicyResponse;
import software.amazon.awssdk.services.eks.model.ListAssociatedAccessPoliciesRequest;
import software.amazon.awssdk.services.eks.model.ListAssociatedAccessPoliciesResponse;

/** What an access entry may do, by EKS's own policies. */
final class AccessPolicies {
  private static final String PREFIX = "arn:aws:eks::aws:cluster-access-policy/";

  private static final Set<String> KNOWN =
      Set.of(
          PREFIX + "AmazonEKSClusterAdminPolicy",
          PREFIX + "AmazonEKSAdminPolicy",
          PREFIX + "AmazonEKSAdminViewPolicy",
          PREFIX + "AmazonEKSEditPolicy",
          PREFIX + "AmazonEKSViewPolicy");

  private final Sites<Site> sites;

  AccessPolicies(Sites<Site> sites) {
    this.sites = sites;
  }

  AssociateAccessPolicyResponse associate(Endpoint endpoint, AssociateAccessPolicyRequest request) {
    return endpoint.call(
        CallSpec.write("AssociateAccessPolicy")
            .asking((call, access) ->
                AccessEntries.ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.principalArn())),
        call -> {
          Site site = sites.at(call.location());
          Entry entry = AccessEntries.get(site, request.clusterName(), request.principalArn());
          if (!entry.entry().type().equals(AccessEntries.STANDARD)) {
            throw Refusals.request(
                "Access policies can be associated with STANDARD access entries only");
          }
          if (!KNOWN.contains(request.policyArn())) {
            throw Refusals.parameter("The policyArn parameter format is not valid");
          }
          AssociatedAccessPolicy policy =
              AssociatedAccessPolicy.builder()
                  .policyArn(request.policyArn())
                  .accessScope(valid(request.accessScope()))
                  .associatedAt(call.now())
                  .modifiedAt(call.now())
                  .build();
          List<AssociatedAccessPolicy> policies = without(entry, request.policyArn());
          policies.add(policy);
          set(site, entry, policies);
          return AssociateAccessPolicyResponse.builder()
              .clusterName(request.clusterName())
              .principalArn(request.principalArn())
              .associatedAccessPolicy(policy)
              .build();
        });
  }

  private static AccessScope valid(AccessScope scope) {
    if (scope == null
        || (scope.type() == AccessScopeType.NAMESPACE) != !scope.namespaces().isEmpty()) {
      throw Refusals.parameter(
          "The access scope must name namespaces if and only if it is of type namespace");
    }
    return scope;
  }

  private static List<AssociatedAccessPolicy> without(Entry entry, String policyArn) {
    List<AssociatedAccessPolicy> policies = new ArrayList<>(entry.policies());
    policies.removeIf(policy -> policy.policyArn().equals(policyArn));
    return policies;
  }

  private static void set(Site site, Entry entry, List<AssociatedAccessPolicy> policies) {
    site.entries()
        .change(
            AccessEntries.key(entry.entry().clusterName(), entry.entry().principalArn()),
            it -> it.with(policies));
  }

  DisassociateAccessPolicyResponse disassociate(
      Endpoint endpoint, DisassociateAccessPolicyRequest request) {
    return endpoint.call(
        CallSpec.write("DisassociateAccessPolicy")
            .asking((call, access) ->
                AccessEntries.ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.principalArn())),
        call -> {
          Site site = sites.at(call.location());
          Entry entry = AccessEntries.get(site, request.clusterName(), request.principalArn());
          List<AssociatedAccessPolicy> policies = without(entry, request.policyArn());
          if (policies.size() == entry.policies().size()) {
            throw Refusals.notFound("The specified policyArn is not associated");
          }
          set(site, entry, policies);
          return DisassociateAccessPolicyResponse.builder().build();
        });
  }

  ListAssociatedAccessPoliciesResponse list(
      Endpoint endpoint, ListAssociatedAccessPoliciesRequest request) {
    return endpoint.call(
        CallSpec.read("ListAssociatedAccessPolicies")
            .asking((call, access) ->
                AccessEntries.ask(
                    access,
                    sites.at(call.location()),
                    request.clusterName(),
                    request.principalArn())),
        call -> {
          Site site = sites.at(call.location());
          AccessEntries.get(site, request.clusterName(), request.principalArn());
          Page<AssociatedAccessPolicy> page =
              Page.of(
                  site.entries()
                      .seen(AccessEntries.key(request.clusterName(), request.principalArn()))
                      .map(Entry::policies)
                      .orElseGet(List::of),
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return ListAssociatedAccessPoliciesResponse.builder()
              .clusterName(request.clusterName())
              .principalArn(request.principalArn())
              .associatedAccessPolicies(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }
}
