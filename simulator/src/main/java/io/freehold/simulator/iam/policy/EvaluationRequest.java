package io.freehold.simulator.iam.policy;

import java.util.List;
import java.util.Optional;

/**
 * May this caller do this action to this resource?
 *
 * @param action with its service: {@code ec2:CreateVpc}
 * @param resource an ARN, or {@code *}
 * @param context what is known about the request
 * @param policies of the caller
 * @param target the resource's side
 */
public record EvaluationRequest(
    Caller caller,
    String action,
    String resource,
    RequestContext context,
    CallerPolicies policies,
    Target target) {

  /**
   * The policies of a caller.
   *
   * @param identity attached to the role, inline or managed
   * @param boundary the most that identity policies can grant, where there is one
   * @param session narrow the session; empty where none was given
   * @param organization for each level of the organization the policies of which one must allow;
   *     empty where the account is in none
   */
  public record CallerPolicies(
      List<NamedPolicy> identity,
      Optional<NamedPolicy> boundary,
      List<NamedPolicy> session,
      List<List<NamedPolicy>> organization) {
    /** None at all. */
    public static final CallerPolicies NONE =
        new CallerPolicies(List.of(), Optional.empty(), List.of(), List.of());

    public CallerPolicies {
      identity = List.copyOf(identity);
      session = List.copyOf(session);
      organization = List.copyOf(organization);
    }
  }

  /**
   * The resource's side.
   *
   * @param accountId whose resource it is
   * @param policy the resource's own, where it has one
   * @param trust whether that is a role's trust policy, without whose word nobody gets in
   */
  public record Target(String accountId, Optional<NamedPolicy> policy, boolean trust) {
    /** A resource without a policy of its own. */
    public static Target in(String accountId) {
      return new Target(accountId, Optional.empty(), false);
    }

    /** A resource with a policy. */
    public static Target withPolicy(String accountId, NamedPolicy policy) {
      return new Target(accountId, Optional.of(policy), false);
    }

    /** A role that somebody wants to assume. */
    public static Target role(String accountId, NamedPolicy trustPolicy) {
      return new Target(accountId, Optional.of(trustPolicy), true);
    }

    Layer layer() {
      return trust ? Layer.TRUST : Layer.RESOURCE;
    }
  }
}
