package io.freehold.simulator.iam.policy;

import io.freehold.simulator.iam.policy.PrincipalClause.Closeness;
import io.freehold.simulator.iam.policy.Statement.Effect;
import io.freehold.simulator.iam.policy.Verdict.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decides by policies, as <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">AWS
 * documents it</a>. Pure.
 */
public final class Evaluator {
  private final EvaluationRequest request;
  private final List<Ground> grounds = new ArrayList<>();

  private Evaluator(EvaluationRequest request) {
    this.request = request;
  }

  /**
   * Decides.
   *
   * @throws UnsuppliedKey where a statement depends on something that the simulator does not know
   */
  public static Verdict evaluate(EvaluationRequest request) {
    return new Evaluator(request).decide();
  }

  private Verdict decide() {
    Optional<Ground> forbidden = everything().flatMap(one -> denies(one).stream()).findFirst();
    if (forbidden.isPresent()) {
      return new Verdict.Forbidden(forbidden.get());
    }
    for (List<NamedPolicy> level : request.policies().organization()) {
      if (!granted(Layer.ORGANIZATION, level)) {
        return notGranted(Layer.ORGANIZATION);
      }
    }
    Optional<Closeness> byResource = resourceGrant();
    return switch (request.caller()) {
      case Caller.AwsService(_) ->
          byResource.isPresent() ? allowed() : notGranted(request.target().layer());
      case Caller.Account(String account) ->
          byResource.isPresent() || (isHome(account) && !request.target().trust())
              ? allowed()
              : notGranted(request.target().layer());
      case Caller.RoleSession session -> decide(session, byResource);
    };
  }

  private Verdict decide(Caller.RoleSession session, Optional<Closeness> byResource) {
    boolean home = isHome(session.accountId());
    if (byResource.isEmpty() && (!home || request.target().trust())) {
      return notGranted(request.target().layer());
    }
    // At home a resource may grant by itself: to a session without limits, to a role within its
    // boundary and session. From elsewhere the caller's own side must agree as well.
    boolean direct = home && byResource.filter(one -> one != Closeness.ACCOUNT).isPresent();
    if (direct && byResource.equals(Optional.of(Closeness.SELF))) {
      return allowed();
    }
    if (!direct && !granted(Layer.IDENTITY, request.policies().identity())) {
      return notGranted(Layer.IDENTITY);
    }
    Optional<NamedPolicy> boundary = request.policies().boundary();
    if (boundary.isPresent() && !granted(Layer.BOUNDARY, List.of(boundary.get()))) {
      return notGranted(Layer.BOUNDARY);
    }
    List<NamedPolicy> narrowing = request.policies().session();
    if (!narrowing.isEmpty() && !granted(Layer.SESSION, narrowing)) {
      return notGranted(Layer.SESSION);
    }
    return allowed();
  }

  private boolean isHome(String accountId) {
    return request.target().accountId().equals(accountId);
  }

  private Verdict allowed() {
    return new Verdict.Allowed(grounds);
  }

  private Verdict notGranted(Layer layer) {
    return new Verdict.NotGranted(layer, request.action());
  }

  private record Placed(Layer layer, NamedPolicy policy) {}

  private Stream<Placed> everything() {
    EvaluationRequest.CallerPolicies own = request.policies();
    return Stream.of(
            own.organization().stream().flatMap(List::stream).map(at(Layer.ORGANIZATION)),
            request.target().policy().stream().map(at(request.target().layer())),
            own.identity().stream().map(at(Layer.IDENTITY)),
            own.boundary().stream().map(at(Layer.BOUNDARY)),
            own.session().stream().map(at(Layer.SESSION)))
        .flatMap(stream -> stream);
  }

  private static Function<NamedPolicy, Placed> at(Layer layer) {
    return policy -> new Placed(layer, policy);
  }

  private Optional<Ground> denies(Placed placed) {
    return placed.policy().document().statements().stream()
        .filter(statement -> statement.effect() == Effect.DENY)
        .filter(statement ->
            statement
                .principal()
                .map(clause -> clause.of(request.caller()).isPresent())
                .orElse(true))
        .filter(statement -> applies(placed.policy(), statement))
        .map(statement -> new Ground(placed.layer(), placed.policy().name(), statement.label()))
        .findFirst();
  }

  private boolean granted(Layer layer, List<NamedPolicy> policies) {
    Optional<Ground> ground =
        policies.stream()
            .flatMap(policy ->
                policy.document().statements().stream()
                    .filter(statement -> statement.effect() == Effect.ALLOW)
                    .filter(statement -> applies(policy, statement))
                    .map(statement -> new Ground(layer, policy.name(), statement.label())))
            .findFirst();
    ground.ifPresent(grounds::add);
    return ground.isPresent();
  }

  private record Grant(Closeness closeness, Ground ground) {}

  /** How directly the resource's own policy allows it to the caller, if it does. */
  private Optional<Closeness> resourceGrant() {
    Optional<Grant> best =
        request.target().policy().stream()
            .flatMap(
                policy -> policy.document().statements().stream().flatMap(s -> grant(policy, s)))
            .max((a, b) -> a.closeness().compareTo(b.closeness()));
    best.ifPresent(grant -> grounds.add(grant.ground()));
    return best.map(Grant::closeness);
  }

  private Stream<Grant> grant(NamedPolicy policy, Statement statement) {
    if (statement.effect() != Effect.ALLOW) {
      return Stream.empty();
    }
    return statement.principal().flatMap(clause -> clause.of(request.caller())).stream()
        .filter(closeness -> applies(policy, statement))
        .map(closeness ->
            new Grant(
                closeness, new Ground(request.target().layer(), policy.name(), statement.label())));
  }

  private boolean applies(NamedPolicy policy, Statement statement) {
    return statement.applies(
        policy.name(), request.action(), request.resource(), request.context());
  }
}
