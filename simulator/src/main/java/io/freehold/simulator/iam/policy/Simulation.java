package io.freehold.simulator.iam.policy;

import io.freehold.simulator.iam.policy.EvaluationRequest.CallerPolicies;
import io.freehold.simulator.iam.policy.EvaluationRequest.Target;
import io.freehold.simulator.iam.policy.Verdict.Ground;
import java.util.List;
import java.util.Optional;

/**
 * What the policies of a role would say of a request that nobody makes, as IAM's own simulator
 * tells it: the organization first, which ends it where it says no, then identity policies within
 * the boundary. Policies of resources take no part. Pure.
 *
 * @param outcome the answer
 * @param grounds the statements that decided; none where nothing allowed it, or where the
 *     organization says no, whose policies nobody in the account may read
 * @param byOrganization whether the organization lets it pass; empty where the account is in none
 * @param byBoundary whether the boundary lets it pass; empty where the role has none, or the
 *     organization ended it before
 */
public record Simulation(
    Outcome outcome,
    List<Ground> grounds,
    Optional<Boolean> byOrganization,
    Optional<Boolean> byBoundary) {

  /** From the least to the most restrictive. */
  public enum Outcome {
    ALLOWED,
    IMPLICITLY_DENIED,
    EXPLICITLY_DENIED
  }

  private static final NamedPolicy EVERYTHING =
      new NamedPolicy(
          "everything",
          PolicyDocument.parse(
              PolicyKind.IDENTITY,
              "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"));

  public Simulation {
    grounds = List.copyOf(grounds);
  }

  /**
   * Simulates one request.
   *
   * @param context complete: what it leaves out is absent
   * @param policies the role's; those of a session take no part
   */
  public static Simulation of(
      Caller.RoleSession caller,
      String action,
      String resource,
      RequestContext context,
      CallerPolicies policies) {
    Asked asked = new Asked(caller, action, resource, context);
    boolean inOrganization = !policies.organization().isEmpty();
    if (inOrganization) {
      Verdict above =
          asked.of(
              new CallerPolicies(
                  List.of(EVERYTHING), Optional.empty(), List.of(), policies.organization()));
      if (!above.allowed()) {
        return new Simulation(outcome(above), List.of(), Optional.of(false), Optional.empty());
      }
    }
    Verdict own =
        asked.of(
            new CallerPolicies(policies.identity(), policies.boundary(), List.of(), List.of()));
    Optional<Boolean> byBoundary =
        policies
            .boundary()
            .map(boundary ->
                asked
                    .of(
                        new CallerPolicies(
                            List.of(EVERYTHING), Optional.of(boundary), List.of(), List.of()))
                    .allowed());
    return new Simulation(
        outcome(own),
        grounds(own),
        inOrganization ? Optional.of(true) : Optional.empty(),
        byBoundary);
  }

  /** Denied by a policy above the account that is not written down anywhere. */
  public static Simulation deniedFromAbove() {
    return new Simulation(
        Outcome.EXPLICITLY_DENIED, List.of(), Optional.of(false), Optional.empty());
  }

  /** Whether the organization ended it. */
  public boolean endedAbove() {
    return byOrganization.equals(Optional.of(false));
  }

  private record Asked(
      Caller.RoleSession caller, String action, String resource, RequestContext context) {
    /**
     * The resource counts as the caller's own: <a
     * href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">the
     * default of ResourceOwner</a>.
     */
    Verdict of(CallerPolicies policies) {
      return Evaluator.evaluate(
          new EvaluationRequest(
              caller, action, resource, context, policies, Target.in(caller.accountId())));
    }
  }

  private static Outcome outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed(_) -> Outcome.ALLOWED;
      case Verdict.Forbidden(_) -> Outcome.EXPLICITLY_DENIED;
      case Verdict.NotGranted(_, _) -> Outcome.IMPLICITLY_DENIED;
    };
  }

  private static List<Ground> grounds(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed(List<Ground> grounds) ->
          grounds.stream().filter(ground -> ground.layer() == Layer.IDENTITY).toList();
      case Verdict.Forbidden(Ground ground) -> List.of(ground);
      case Verdict.NotGranted(_, _) -> List.of();
    };
  }
}
