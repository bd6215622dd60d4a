package io.freehold.simulator.iam;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.policy.Caller;
import io.freehold.simulator.iam.policy.EvaluationRequest.CallerPolicies;
import io.freehold.simulator.iam.policy.RequestContext;
import io.freehold.simulator.iam.policy.Simulation;
import io.freehold.simulator.iam.policy.Verdict.Ground;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.iam.model.Statement;

/**
 * SimulatePrincipalPolicy for roles. As AWS has it, one result answers each action: its decision is
 * the most restrictive one over all resources that were given, each of which has a decision of its
 * own beneath: <a
 * href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html">source</a>.
 * Where in its policy a statement stands is not told.
 */
final class PolicySimulator {
  private static final String ACTION = "SimulatePrincipalPolicy";
  private static final String EVERYTHING = "*";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]+:[a-zA-Z0-9]+");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(\\d{12}):role/.+");

  private final World world;
  private final Sites<AccountIam> accounts;
  private final Roles roles;
  private final PolicyAuthorizer authorizer;

  PolicySimulator(
      World world, Sites<AccountIam> accounts, Roles roles, PolicyAuthorizer authorizer) {
    this.world = world;
    this.accounts = accounts;
    this.roles = roles;
    this.authorizer = authorizer;
  }

  SimulatePrincipalPolicyResponse simulate(
      Endpoint endpoint, SimulatePrincipalPolicyRequest request) {
    requireSimulated(request);
    CallSpec spec =
        CallSpec.read(ACTION)
            .asking((context, access) ->
                roles.onRole(context, access, roleName(context, request.policySourceArn())));
    return endpoint.call(
        spec,
        context -> {
          Run run = run(context, request);
          List<EvaluationResult> all = request.actionNames().stream().map(run::result).toList();
          Page<EvaluationResult> page = Shapes.page(all, request.maxItems(), request.marker());
          return SimulatePrincipalPolicyResponse.builder()
              .evaluationResults(page.items())
              .isTruncated(page.next().isPresent())
              .marker(page.nextToken())
              .build();
        });
  }

  private static void requireSimulated(SimulatePrincipalPolicyRequest request) {
    boolean more =
        request.resourcePolicy() != null
            || request.resourceOwner() != null
            || request.callerArn() != null
            || request.resourceHandlingOption() != null
            || request.hasPolicyInputList()
            || request.hasPermissionsBoundaryPolicyInputList();
    if (more) {
      throw new UnsupportedOperationException(
          ACTION
              + ": simulated are policySourceArn, actionNames, resourceArns, contextEntries,"
              + " maxItems and marker; found "
              + request);
    }
  }

  private static String roleName(CallContext context, @Nullable String arn) {
    if (arn == null || !ROLE.matcher(arn).matches()) {
      throw invalid(
          "Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
    }
    if (!arn.split(":", 6)[4].equals(context.accountId())) {
      throw invalid("Invalid Entity Arn: " + arn + " is not of account " + context.accountId());
    }
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private Run run(CallContext context, SimulatePrincipalPolicyRequest request) {
    IamRole role =
        accounts.at(context.location()).role(roleName(context, request.policySourceArn()));
    if (!role.arn().equals(request.policySourceArn())) {
      throw Refusals.noSuchEntity("Entity " + request.policySourceArn() + " cannot be found.");
    }
    if (request.actionNames().isEmpty()) {
      throw Refusals.invalid(
          "1 validation error detected: Value at 'actionNames' failed to satisfy constraint: Member"
              + " must not be null");
    }
    for (String action : request.actionNames()) {
      if (!NAME.matcher(action).matches()) {
        throw invalid("Invalid Action Name: " + action);
      }
    }
    for (String resource : request.resourceArns()) {
      if (!resource.equals(EVERYTHING)
          && !(resource.startsWith("arn:") && resource.split(":", 6).length == 6)) {
        throw invalid("Invalid Resource ARN: " + resource);
      }
    }
    CallerPolicies policies = authorizer.policies(role);
    return new Run(role, policies, ContextEntries.read(request.contextEntries()), request);
  }

  static Refusal invalid(String message) {
    return Refusal.of("InvalidInput", 400, message);
  }

  /** One call's simulations. */
  private final class Run {
    private final IamRole role;
    private final CallerPolicies policies;
    private final RequestContext given;
    private final List<String> resources;
    private final boolean named;
    private final List<String> missing;

    Run(
        IamRole role,
        CallerPolicies policies,
        RequestContext given,
        SimulatePrincipalPolicyRequest request) {
      this.role = role;
      this.policies = policies;
      this.given = given;
      named =
          !request.resourceArns().isEmpty() && !request.resourceArns().equals(List.of(EVERYTHING));
      resources = named ? request.resourceArns() : List.of(EVERYTHING);
      missing = missing();
    }

    /**
     * Of all statements, also those that do not concern the action, but not of the organization's:
     * so AWS does it (https://github.com/boto/boto3/issues/3111,
     * https://github.com/aws/aws-cli/issues/10525).
     */
    private List<String> missing() {
      Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      Stream.concat(policies.identity().stream(), policies.boundary().stream())
          .flatMap(policy -> policy.document().keys())
          .filter(key -> !given.has(key))
          .forEach(keys::add);
      return List.copyOf(keys);
    }

    EvaluationResult result(String action) {
      // The lever denies as an organization's policy does, so the simulation knows of it.
      boolean denied = world.levers().denies(action);
      List<Simulation> all =
          resources.stream()
              .map(resource -> denied ? Simulation.deniedFromAbove() : simulation(action, resource))
              .toList();
      Simulation worst = all.stream().max(Comparator.comparing(Simulation::outcome)).orElseThrow();
      boolean endedAbove = all.stream().allMatch(Simulation::endedAbove);
      return EvaluationResult.builder()
          .evalActionName(action)
          .evalResourceName(resources.size() == 1 ? resources.getFirst() : null)
          .evalDecision(decision(worst))
          .matchedStatements(statements(worst))
          .missingContextValues(named ? List.of() : missing)
          .organizationsDecisionDetail(organization(all))
          .permissionsBoundaryDecisionDetail(boundary(all.stream()))
          .resourceSpecificResults(named && !endedAbove ? specific(all) : null)
          .build();
    }

    private Simulation simulation(String action, String resource) {
      String account = role.arn().split(":", 6)[4];
      return Simulation.of(
          new Caller.RoleSession(
              account,
              role.arn(),
              "arn:aws:sts::" + account + ":assumed-role/" + role.name() + "/simulated"),
          action,
          resource,
          given,
          policies);
    }

    private List<ResourceSpecificResult> specific(List<Simulation> all) {
      List<ResourceSpecificResult> results = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Simulation one = all.get(i);
        results.add(
            ResourceSpecificResult.builder()
                .evalResourceName(resources.get(i))
                .evalResourceDecision(decision(one))
                .matchedStatements(statements(one))
                .missingContextValues(missing)
                .permissionsBoundaryDecisionDetail(boundary(Stream.of(one)))
                .build());
      }
      return results;
    }

    private List<Statement> statements(Simulation simulation) {
      return simulation.grounds().stream()
          .map(ground ->
              Statement.builder()
                  .sourcePolicyId(policyId(ground))
                  // As AWS answers; the SDK's enumeration has other values.
                  .sourcePolicyType("IAM Policy")
                  .build())
          .toList();
    }

    private String policyId(Ground ground) {
      String policy = ground.policy();
      return policy.startsWith("arn:")
          ? policy.substring(policy.lastIndexOf('/') + 1)
          : "role_" + role.name() + "_" + policy;
    }
  }

  private static PolicyEvaluationDecisionType decision(Simulation simulation) {
    return switch (simulation.outcome()) {
      case ALLOWED -> PolicyEvaluationDecisionType.ALLOWED;
      case IMPLICITLY_DENIED -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
      case EXPLICITLY_DENIED -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
    };
  }

  private static @Nullable OrganizationsDecisionDetail organization(List<Simulation> all) {
    return everywhere(all.stream().flatMap(one -> one.byOrganization().stream()))
        .map(allowed ->
            OrganizationsDecisionDetail.builder().allowedByOrganizations(allowed).build())
        .orElse(null);
  }

  private static @Nullable PermissionsBoundaryDecisionDetail boundary(Stream<Simulation> all) {
    return everywhere(all.flatMap(one -> one.byBoundary().stream()))
        .map(allowed ->
            PermissionsBoundaryDecisionDetail.builder()
                .allowedByPermissionsBoundary(allowed)
                .build())
        .orElse(null);
  }

  private static Optional<Boolean> everywhere(Stream<Boolean> answers) {
    return answers.reduce(Boolean::logicalAnd);
  }
}
