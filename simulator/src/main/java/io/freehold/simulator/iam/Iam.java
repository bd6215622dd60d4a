package io.freehold.simulator.iam;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.iam.policy.Caller;
import io.freehold.simulator.iam.policy.RequestContext;
import io.freehold.simulator.iam.policy.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

/**
 * IAM of every account, and the authorizer of every simulated call. The methods for other services
 * are called under the world's lock, as their own effects are.
 */
public final class Iam implements Service<IamClient> {
  private static final String POD_IDENTITY = "pods.eks.amazonaws.com";
  private static final Map<String, Supplier<? extends AwsServiceException.Builder>> TYPED =
      Map.of(
          "NoSuchEntity", NoSuchEntityException::builder,
          "EntityAlreadyExists", EntityAlreadyExistsException::builder,
          "DeleteConflict", DeleteConflictException::builder,
          "LimitExceeded", LimitExceededException::builder,
          "MalformedPolicyDocument", MalformedPolicyDocumentException::builder,
          "InvalidInput", InvalidInputException::builder,
          "UnmodifiableEntity", UnmodifiableEntityException::builder);

  private final World world;
  private final Sites<AccountIam> accounts;
  private final PolicyAuthorizer authorizer;
  private final Roles roles;
  private final RolePolicies rolePolicies;
  private final Policies policies;
  private final PolicyVersions versions;
  private final InstanceProfiles profiles;
  private final ServiceLinkedRoles serviceLinked;
  private final AccountDetails details;
  private final PolicySimulator simulator;

  /** IAM in this world; from now on it decides on every call that is not root's. */
  public Iam(World world) {
    this.world = world;
    accounts = new Sites<>(location -> new AccountIam(world, location));
    authorizer = new PolicyAuthorizer(accounts);
    roles = new Roles(world, accounts);
    rolePolicies = new RolePolicies(world, accounts, roles);
    policies = new Policies(accounts);
    versions = new PolicyVersions(accounts, policies);
    profiles = new InstanceProfiles(accounts, roles);
    serviceLinked = new ServiceLinkedRoles(accounts, roles);
    details = new AccountDetails(accounts);
    simulator = new PolicySimulator(world, accounts, roles, authorizer);
    world.calls().authorizeBy(authorizer);
    world.addSource(
        new LiveSource() {
          @Override
          public Stream<LiveResource> live(String accountId) {
            return account(accountId).live();
          }

          @Override
          public Stream<LiveResource> seen(String accountId) {
            return account(accountId).taggedAndSeen();
          }
        });
  }

  /** A role as other services see it. */
  public record AssumableRole(
      String arn, String id, int maxSessionSeconds, Map<String, String> tags) {}

  /**
   * Whether an AWS service can assume the role by now: it can be found, is some seconds old, and
   * its trust policy names the service.
   *
   * @param service such as {@code eks.amazonaws.com}
   */
  public boolean assumableByService(String roleArn, String service) {
    return assumableByService(roleArn, service, Map.of());
  }

  /**
   * The same for a trust policy with conditions. EKS Pod Identity must be allowed to tag the
   * session, too: <a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html">source</a>.
   *
   * @param source what the service says of itself: {@code aws:SourceAccount}, {@code aws:SourceArn}
   */
  public boolean assumableByService(String roleArn, String service, Map<String, String> source) {
    List<String> actions =
        service.equals(POD_IDENTITY)
            ? List.of("sts:AssumeRole", "sts:TagSession")
            : List.of("sts:AssumeRole");
    return knownRole(roleArn)
        .filter(role -> !world.now().isBefore(role.facts().usableFrom()))
        .map(role ->
            actions.stream()
                .allMatch(action -> serviceVerdict(role, service, action, source).allowed()))
        .orElse(false);
  }

  /** What a role's trust policy says to a service, however new the role is. */
  public Verdict serviceVerdict(
      String roleArn, String service, String action, Map<String, String> source) {
    return knownRole(roleArn)
        .map(role -> serviceVerdict(role, service, action, source))
        .orElseThrow(() -> Refusals.noSuchRole(roleArn.substring(roleArn.lastIndexOf('/') + 1)));
  }

  private Verdict serviceVerdict(
      IamRole role, String service, String action, Map<String, String> source) {
    Map<String, Set<String>> context = new HashMap<>();
    source.forEach((key, value) -> context.put(key, Set.of(value)));
    return authorizer.verdict(
        new Caller.AwsService(service), role, action, RequestContext.of(context));
  }

  /** The role with this ARN, unless it is too new to be found. */
  public Optional<AssumableRole> role(String roleArn) {
    return knownRole(roleArn)
        .map(role ->
            new AssumableRole(role.arn(), role.facts().id(), role.maxSession(), role.tags()));
  }

  /** The role in an instance profile, by the profile's name or ARN. */
  public Optional<String> roleOfInstanceProfile(String accountId, String nameOrArn) {
    AccountIam account = account(accountId);
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    return account
        .profiles()
        .known(AccountIam.key(name))
        .flatMap(Profile::role)
        .map(account::arnOf);
  }

  /** The ARNs of the managed policies of a role; empty where there is no such role. */
  public List<String> attachedPolicies(String roleArn) {
    return knownRole(roleArn).map(IamRole::attached).orElse(List.of());
  }

  /**
   * Holds root to the policies of other accounts' resources. The pipeline never asks about root,
   * which stands above IAM at home; to roles and buckets elsewhere it is a stranger like any other.
   * Does nothing for sessions, which the pipeline holds to all policies.
   *
   * @throws Refusal {@code AccessDenied}
   */
  public void holdRootTo(CallContext context, Access access) {
    if (context.principal() instanceof Principal.Root root) {
      for (AccessRequest request : access.requests()) {
        Verdict verdict = authorizer.verdict(root, request);
        if (!verdict.allowed()) {
          String because = verdict.because();
          throw Refusal.of(
              "AccessDenied",
              403,
              "User: "
                  + root.arn()
                  + " is not authorized to perform: "
                  + request.action()
                  + " on resource: "
                  + request.resource()
                  + " "
                  + (because.startsWith("with ") ? because : "because " + because));
        }
      }
    }
  }

  /**
   * Whether a resource's policy, if it were put, would forbid this request.
   *
   * @param accountId whose resource it is
   */
  public boolean wouldForbid(
      Principal principal, AccessRequest request, String accountId, String policy) {
    return authorizer.verdict(principal, request, accountId, policy) instanceof Verdict.Forbidden;
  }

  /** What the policies in force say of a request, with the statements that decided. */
  public Verdict verdict(Principal principal, AccessRequest request) {
    return authorizer.verdict(principal, request);
  }

  /** What a managed policy says now, AWS's own or the account's. */
  public Optional<String> policyDocument(String accountId, String policyArn) {
    return account(accountId).policy(policyArn).map(ManagedPolicy::document);
  }

  /** Whether the service has its own role in the account. */
  public boolean hasServiceLinkedRole(String accountId, String service) {
    return serviceLinked.exists(account(accountId), service);
  }

  /** The ARN of the role that the service has or would have, to ask for permission to make it. */
  public String serviceLinkedRoleArn(String accountId, String service) {
    return serviceLinked.arn(account(accountId), service);
  }

  /** Makes the service's own role where it is missing. */
  public void ensureServiceLinkedRole(String accountId, String service) {
    serviceLinked.ensure(account(accountId), service, world.now());
  }

  /** Lets the policies of a service's resources take part in decisions. */
  public void addPolicySource(PolicySource source) {
    authorizer.addSource(source);
  }

  /** Tells of every decision on a call, as it is made; only one listens. */
  public void watch(Consumer<Judgement> watcher) {
    authorizer.watch(watcher);
  }

  /**
   * Puts an account under service control policies. The root of {@link World} stays above them, as
   * it stays above everything.
   *
   * @param levels one policy for each level, from the organization's root down; each must allow
   */
  public void underOrganization(String accountId, String... levels) {
    world.locked(() -> {
      authorizer.organization(accountId, List.of(levels));
      return accountId;
    });
  }

  private AccountIam account(String accountId) {
    return accounts.at(new Location(accountId, Location.GLOBAL));
  }

  private Optional<IamRole> knownRole(String roleArn) {
    String[] parts = roleArn.split(":", 6);
    if (parts.length != 6 || !parts[4].matches("\\d{12}")) {
      return Optional.empty();
    }
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    return account(parts[4])
        .roles()
        .known(AccountIam.key(name))
        .filter(role -> role.arn().equals(roleArn));
  }

  @Override
  public Class<IamClient> type() {
    return IamClient.class;
  }

  @Override
  public Dialect dialect() {
    // AWS documents no limits for IAM; these are above what one infrastructure needs at once.
    return new Dialect(
        "iam",
        "Iam",
        true,
        Codes.QUERY,
        (name, mutating) -> new RateLimit(name, 100, 20),
        IamException::builder,
        TYPED);
  }

  @Override
  public IamClient client(Endpoint endpoint) {
    return new Client(endpoint, this);
  }

  Roles roles() {
    return roles;
  }

  RolePolicies rolePolicies() {
    return rolePolicies;
  }

  Policies policies() {
    return policies;
  }

  PolicyVersions versions() {
    return versions;
  }

  InstanceProfiles profiles() {
    return profiles;
  }

  ServiceLinkedRoles serviceLinked() {
    return serviceLinked;
  }

  AccountDetails details() {
    return details;
  }

  PolicySimulator simulator() {
    return simulator;
  }
}
