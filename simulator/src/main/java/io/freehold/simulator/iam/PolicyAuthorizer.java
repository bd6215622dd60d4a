package io.freehold.simulator.iam;

import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Authorizer;
import io.freehold.simulator.aws.access.Decision;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.policy.Caller;
import io.freehold.simulator.iam.policy.EvaluationRequest;
import io.freehold.simulator.iam.policy.EvaluationRequest.CallerPolicies;
import io.freehold.simulator.iam.policy.EvaluationRequest.Target;
import io.freehold.simulator.iam.policy.Evaluator;
import io.freehold.simulator.iam.policy.NamedPolicy;
import io.freehold.simulator.iam.policy.PolicyDocument;
import io.freehold.simulator.iam.policy.PolicyKind;
import io.freehold.simulator.iam.policy.RequestContext;
import io.freehold.simulator.iam.policy.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Decides on every call by the policies that are in force at that moment. */
final class PolicyAuthorizer implements Authorizer {
  private static final int PARSED = 2000;

  private record Text(PolicyKind kind, String json) {}

  private final Sites<AccountIam> accounts;
  private final List<PolicySource> sources = new ArrayList<>();
  private volatile Consumer<Judgement> watcher = judgement -> {};
  private final Map<String, List<List<NamedPolicy>>> organizations = new HashMap<>();
  private final Map<Text, PolicyDocument> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, PolicyDocument> eldest) {
          return size() > PARSED;
        }
      };

  PolicyAuthorizer(Sites<AccountIam> accounts) {
    this.accounts = accounts;
  }

  void watch(Consumer<Judgement> other) {
    watcher = other;
  }

  void addSource(PolicySource source) {
    sources.add(source);
  }

  void organization(String accountId, List<String> levels) {
    organizations.put(
        accountId,
        levels.stream()
            .map(json -> List.of(named("organization", PolicyKind.IDENTITY, json)))
            .toList());
  }

  @Override
  public Decision decide(Principal principal, AccessRequest request) {
    // Asking who one is needs no permission. Source:
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    if (request.action().equals("sts:GetCallerIdentity")) {
      return Decision.allowed();
    }
    Verdict verdict = verdict(principal, request);
    watcher.accept(new Judgement(principal, request, verdict));
    return verdict.allowed() ? Decision.allowed() : Decision.denied(verdict.because());
  }

  /** The same with its grounds. */
  Verdict verdict(Principal principal, AccessRequest request) {
    return verdict(principal, request, target(principal.accountId(), request));
  }

  /** The same if the resource had this policy. */
  Verdict verdict(Principal principal, AccessRequest request, String accountId, String policy) {
    NamedPolicy named = named(request.resource(), PolicyKind.RESOURCE, policy);
    return verdict(principal, request, Target.withPolicy(accountId, named));
  }

  private Verdict verdict(Principal principal, AccessRequest request, Target target) {
    return Evaluator.evaluate(
        new EvaluationRequest(
            caller(principal),
            request.action(),
            request.resource(),
            RequestContext.of(request.context()).with(facts(principal, target)),
            policies(principal),
            target));
  }

  /** Whether a role lets an AWS service in. */
  Verdict verdict(Caller.AwsService service, IamRole role, String action, RequestContext context) {
    String accountId = role.arn().split(":", 6)[4];
    return Evaluator.evaluate(
        new EvaluationRequest(
            service,
            action,
            role.arn(),
            context.with(
                Map.of(
                    "aws:PrincipalIsAWSService", Set.of("true"),
                    "aws:PrincipalServiceName", Set.of(service.name()),
                    "aws:ResourceAccount", Set.of(accountId))),
            CallerPolicies.NONE,
            Target.role(accountId, named(role.arn(), PolicyKind.TRUST, role.trust()))));
  }

  private static Caller caller(Principal principal) {
    return switch (principal) {
      case Principal.Root root -> new Caller.Account(root.accountId());
      case Principal.RoleSession session ->
          new Caller.RoleSession(session.accountId(), session.roleArn(), session.arn());
    };
  }

  /** Condition keys that every call carries and that follow from who calls whom. */
  private Map<String, Set<String>> facts(Principal principal, Target target) {
    Map<String, Set<String>> facts = new HashMap<>();
    facts.put("aws:PrincipalIsAWSService", Set.of("false"));
    facts.put("aws:ViaAWSService", Set.of("false"));
    facts.put("aws:ResourceAccount", Set.of(target.accountId()));
    switch (principal) {
      case Principal.Root root -> {
        facts.put("aws:PrincipalType", Set.of("Account"));
        facts.put("aws:userid", Set.of(root.accountId()));
      }
      case Principal.RoleSession session -> {
        facts.put("aws:PrincipalType", Set.of("AssumedRole"));
        role(session)
            .ifPresent(role ->
                facts.put("aws:userid", Set.of(role.facts().id() + ":" + session.sessionName())));
      }
    }
    return facts;
  }

  private Optional<IamRole> role(Principal.RoleSession session) {
    return at(session.accountId()).actualByArn(session.roleArn());
  }

  private AccountIam at(String accountId) {
    return accounts.at(new Location(accountId, Location.GLOBAL));
  }

  private CallerPolicies policies(Principal principal) {
    List<List<NamedPolicy>> levels = organizations.getOrDefault(principal.accountId(), List.of());
    return switch (principal) {
      case Principal.Root(_) -> new CallerPolicies(List.of(), Optional.empty(), List.of(), levels);
      case Principal.RoleSession session ->
          // The role is gone: its sessions live on, but may do nothing.
          role(session)
              .map(role -> policies(role, session.sessionPolicies(), levels))
              .orElseGet(() -> new CallerPolicies(List.of(), Optional.empty(), List.of(), levels));
    };
  }

  /** The policies of a role, without those of any session. */
  CallerPolicies policies(IamRole role) {
    String accountId = role.arn().split(":", 6)[4];
    return policies(role, List.of(), organizations.getOrDefault(accountId, List.of()));
  }

  private CallerPolicies policies(
      IamRole role, List<String> sessionPolicies, List<List<NamedPolicy>> levels) {
    AccountIam account = at(role.arn().split(":", 6)[4]);
    List<NamedPolicy> identity = new ArrayList<>();
    role.inline().forEach((name, json) -> identity.add(named(name, PolicyKind.IDENTITY, json)));
    for (String arn : role.attached()) {
      account.document(arn).ifPresent(json -> identity.add(named(arn, PolicyKind.IDENTITY, json)));
    }
    Optional<NamedPolicy> boundary =
        role.boundary()
            .map(arn ->
                named(arn, PolicyKind.IDENTITY, account.document(arn).orElse(NOTHING_ALLOWED)));
    List<NamedPolicy> narrowing =
        sessionPolicies.stream().map(json -> named("session", PolicyKind.IDENTITY, json)).toList();
    return new CallerPolicies(identity, boundary, narrowing, levels);
  }

  /** A boundary cannot be deleted while it bounds; should it be gone all the same, it closes. */
  private static final String NOTHING_ALLOWED =
      "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private Target target(String callerAccount, AccessRequest request) {
    String[] arn = request.resource().split(":", 6);
    if (request.action().startsWith("sts:") && request.resource().contains(":role/")) {
      AccountIam account = at(arn[4]);
      return account
          .roles()
          .known(
              AccountIam.key(request.resource().substring(request.resource().lastIndexOf('/') + 1)))
          .filter(role -> role.arn().equals(request.resource()))
          .map(role -> Target.role(arn[4], named(role.arn(), PolicyKind.TRUST, role.trust())))
          // Nobody learns whether a role exists: it is denied either way.
          .orElseGet(() -> new Target(arn[4], Optional.empty(), true));
    }
    for (PolicySource source : sources) {
      Optional<PolicySource.Owned> owned = source.find(request.resource());
      if (owned.isPresent()) {
        return new Target(
            owned.get().accountId(),
            owned.get().policy().map(json -> named(request.resource(), PolicyKind.RESOURCE, json)),
            false);
      }
    }
    boolean elsewhere = arn.length == 6 && arn[4].matches("\\d{12}");
    return Target.in(elsewhere ? arn[4] : callerAccount);
  }

  private NamedPolicy named(String name, PolicyKind kind, String json) {
    PolicyDocument document =
        parsed.computeIfAbsent(
            new Text(kind, json), text -> PolicyDocument.parse(text.kind(), text.json()));
    return new NamedPolicy(name, document);
  }
}
