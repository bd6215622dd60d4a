package io.freehold.controlplane.infrastructure;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.AccountState;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.region.Region;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import io.freehold.model.vpc.VpcSurvey;
import io.freehold.protocol.Problem;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a spec of a request, or says everything that keeps it from being one. */
@Component
public class SpecMaker {
  /** Stands where none is needed, or its absence is known already. */
  private static final String NO_ACCOUNT = "000000000000";

  /** What the account is asked in spite of: what is in the VPC may tell more of the same. */
  private static final Set<String> TOO_FEW = Set.of("too-few-subnets", "too-few-zones");

  private final Accounts accounts;
  private final AccountZones zones;
  private final AccountVpcs vpcs;
  private final Regions regions;
  private final EgressCidrs egress;
  private final SecureRandom random = new SecureRandom();

  SpecMaker(
      Accounts accounts,
      AccountZones zones,
      AccountVpcs vpcs,
      Regions regions,
      EgressCidrs egress) {
    this.accounts = accounts;
    this.zones = zones;
    this.vpcs = vpcs;
    this.regions = regions;
    this.egress = egress;
  }

  /** A spec that can be built, and the account that it is for. */
  public record Made(InfrastructureSpec spec, StoredAccount account) {}

  /**
   * A spec to look at an account with, be it one that cannot be built.
   *
   * @param account may not be ready: then nothing was asked of it
   * @param wrong what the account does not have as the request says it
   */
  public record Draft(InfrastructureSpec spec, StoredAccount account, List<Violation> wrong) {
    public Draft {
      wrong = List.copyOf(wrong);
    }

    /** Whether the account may be looked at. */
    public boolean isReady() {
      return SpecMaker.isReady(account);
    }
  }

  /**
   * @throws Refusal 400 with all that is wrong; 409 if the account cannot be worked in yet
   */
  public Made make(UUID organizationId, Body<InfrastructureRequest> body) {
    Violations violations = body.violations();
    Optional<StoredAccount> account = named(organizationId, body);
    ZoneChoice choice = choice(body.value());
    InfrastructureSpec draft = draft(body, choice);
    account.ifPresent(it -> SecretsKey.refuseIfWithheld(it, draft.secretsKeyArn(), violations));
    Optional<Region> region = regions.find(draft.region());
    Optional<StoredAccount> judged = region.isPresent() ? account.map(accounts::judged) : account;
    if (region.isPresent() && judged.filter(SpecMaker::isReady).isPresent()) {
      InfrastructureSpec spec;
      try {
        spec = placed(judged.get(), region.get(), draft, choice, body.value(), violations);
      } catch (FailureException e) {
        throw notAsked(judged.get(), draft, e.failure());
      }
      SpecReader.addRules(spec.violations(regions), choice.isBySuffix(), violations);
      body.refuseIfWrong();
      return new Made(withRolesOf(judged.get(), spec), judged.get());
    }
    SpecReader.addRules(draft.violations(regions), choice.isBySuffix(), violations);
    body.refuseIfWrong();
    throw notReady(judged.orElseThrow());
  }

  /** Whoever may make no roles in the account has them made by the customer. */
  static InfrastructureSpec withRolesOf(StoredAccount account, InfrastructureSpec spec) {
    Roles roles = account.permissions().iamWrite() ? Roles.MANAGED : Roles.CUSTOMER;
    return spec.toBuilder().roles(roles).build();
  }

  /**
   * What the account has against a request is told, and hinders nothing.
   *
   * @throws Refusal 400 with all that is wrong with the request whatever the account has; 503 if
   *     the account did not answer
   */
  public Draft draft(UUID organizationId, Body<InfrastructureRequest> body) {
    Optional<StoredAccount> named = named(organizationId, body);
    ZoneChoice choice = choice(body.value());
    InfrastructureSpec said = draft(body, choice);
    named.ifPresent(it -> SecretsKey.refuseIfWithheld(it, said.secretsKeyArn(), body.violations()));
    List<Violation> broken =
        said.violations(regions).stream().filter(one -> !isTooFew(said, one)).toList();
    SpecReader.addRules(broken, choice.isBySuffix(), body.violations());
    body.refuseIfWrong();
    StoredAccount account = accounts.judged(named.orElseThrow());
    InfrastructureSpec draft = withRolesOf(account, said);
    if (!isReady(account)) {
      return new Draft(draft, account, List.of());
    }
    Region region = regions.find(draft.region()).orElseThrow();
    Violations wrong = new Violations();
    InfrastructureSpec spec;
    try {
      spec = placed(account, region, draft, choice, body.value(), wrong);
    } catch (FailureException e) {
      if (e.failure().kind() == Failure.Kind.PERMISSION) {
        return new Draft(
            draft, account, List.of()); // who looks will be refused as well, and say so
      }
      throw notAsked(account, draft, e.failure());
    }
    SpecReader.addRules(spec.violations(regions), choice.isBySuffix(), wrong);
    boolean buildable =
        switch (spec.network()) {
          case Network.Managed() -> wrong.list().isEmpty(); // else its range cannot be divided
          case Network.Customer customer -> true;
        };
    return new Draft(buildable ? spec : draft, account, wrong.list());
  }

  private Optional<StoredAccount> named(UUID organizationId, Body<InfrastructureRequest> body) {
    String accountId = body.value().accountId();
    body.require("accountId", "the 12 digits of an AWS account that is onboarded");
    Optional<StoredAccount> account =
        Optional.ofNullable(accountId).flatMap(id -> accounts.find(organizationId, id));
    if (accountId != null && account.isEmpty()) {
      body.violations()
          .add(
              "accountId",
              "account-unknown",
              "'" + accountId + "'",
              "an AWS account of this organization",
              "Name it with POST /cloudAccounts first.");
    }
    return account;
  }

  private static boolean isReady(StoredAccount account) {
    return account.state() == AccountState.READY;
  }

  /** The draft in zones, or in a VPC, that the account has. */
  private InfrastructureSpec placed(
      StoredAccount account,
      Region region,
      InfrastructureSpec draft,
      ZoneChoice choice,
      InfrastructureRequest request,
      Violations violations) {
    return switch (draft.network()) {
      case Network.Managed() ->
          draft.toBuilder().zones(choice.among(ask(account, draft), region, violations)).build();
      case Network.Customer customer when isNamedWrongly(draft, violations) -> draft;
      case Network.Customer customer ->
          NamedVpc.complete(
              draft, customer, ask(account, draft, customer), range(request), choice, violations);
    };
  }

  /** Then there is nothing to ask the account for. */
  private boolean isNamedWrongly(InfrastructureSpec draft, Violations violations) {
    return Stream.concat(draft.violations(regions).stream(), violations.list().stream())
        .filter(one -> !isTooFew(draft, one))
        .map(Violation::field)
        .anyMatch(field ->
            field.startsWith("network.vpcId") || field.startsWith("network.privateSubnetIds"));
  }

  private static boolean isTooFew(InfrastructureSpec draft, Violation one) {
    return draft.network() instanceof Network.Customer && TOO_FEW.contains(one.code());
  }

  /** As the request says it; what is wrong with it is told already. */
  private static @Nullable Cidr range(InfrastructureRequest request) {
    return SpecReader.vpc(request.vpcCidrRange(), new Violations()).orElse(null);
  }

  /** The same without an account: for what an infrastructure would cost. */
  InfrastructureSpec imagine(Body<InfrastructureRequest> body) {
    ZoneChoice choice = choice(body.value());
    InfrastructureSpec draft = draft(body, choice);
    SpecReader.addRules(draft.violations(regions), choice.isBySuffix(), body.violations());
    return draft;
  }

  private static ZoneChoice choice(InfrastructureRequest request) {
    return new ZoneChoice(request.zoneIds(), request.availabilityZoneSuffixes());
  }

  private InfrastructureSpec draft(Body<InfrastructureRequest> body, ZoneChoice choice) {
    InfrastructureRequest request = body.value();
    Violations violations = body.violations();
    body.require("regionId", "one of " + String.join(", ", regions.ids()));
    SpecReader.displayName(request.displayName(), violations);
    choice.check(violations);
    choice.checkForm(violations);
    NetworkChoice network = new NetworkChoice(request.network());
    network.check(violations);
    String region = Objects.requireNonNullElse(request.regionId(), "");
    // In a customer's VPC they are those of the subnets, whatever else the request says.
    List<Zone> assumed =
        (network.isCustomers() ? ZoneChoice.NONE : choice).assumed(regions.find(region));
    InfrastructureSpec.Builder draft =
        InfrastructureSpec.builder(
            ShortName.random(random),
            Objects.requireNonNullElse(request.accountId(), NO_ACCOUNT),
            region,
            assumed);
    return draft
        .network(network.assumed(assumed))
        .vpcCidr(SpecReader.vpc(request.vpcCidrRange(), violations).orElse(network.range()))
        .peerCidrs(SpecReader.peers(request.peerCidrs(), violations))
        .natGateways(network.natGateways(violations))
        .loadBalancers(
            SpecReader.loadBalancers(network.loadBalancers(), request.loadBalancers(), violations))
        .tags(Objects.requireNonNullElse(request.tags(), Map.of()))
        .secretsKeyArn(request.secretsKeyArn())
        .deletionProtection(Objects.requireNonNullElse(request.deletionProtection(), false))
        .egressCidrs(egress.cidrs())
        .release(ReleaseCatalogue.newest().release())
        .build();
  }

  private List<Zone> ask(StoredAccount account, InfrastructureSpec draft) {
    return ask(account, () -> zones.of(account, draft.region(), draft.name()));
  }

  private VpcSurvey ask(
      StoredAccount account, InfrastructureSpec draft, Network.Customer customer) {
    return ask(
        account,
        () ->
            vpcs.survey(
                account,
                draft.region(),
                draft.name(),
                customer.vpcId(),
                NamedVpc.subnetIds(customer)));
  }

  private <T> T ask(StoredAccount account, Supplier<T> question) {
    try {
      return question.get();
    } catch (FailureException e) {
      if (e.failure().kind() == Failure.Kind.PERMISSION) {
        accounts.doubt(account, e.failure().code().equals(RoleSessions.ROLE_REFUSED));
      }
      throw e;
    }
  }

  private static Refusal notAsked(
      StoredAccount account, InfrastructureSpec draft, Failure failure) {
    String what =
        switch (draft.network()) {
          case Network.Managed() -> "its zones";
          case Network.Customer customer -> customer.vpcId();
        };
    String sentence =
        "The account %s could not be asked for %s: %s (%s)."
            .formatted(account.accountId(), what, failure.message(), failure.code());
    return failure.kind().passesByItself()
        ? Refusal.of(503, "account-unreachable", sentence)
        : Refusal.conflict("account-not-ready", sentence);
  }

  /** Which of the account's reasons is the one to mend first nobody knows: all are told. */
  private static Refusal notReady(StoredAccount account) {
    List<String> reasons = account.reasonsToTell();
    String sentence =
        "The account %s is %s, needed ready: %s"
            .formatted(account.accountId(), account.state().word(), String.join(" ", reasons));
    return Refusal.of(
        409,
        "account-not-ready",
        sentence,
        reasons.stream()
            .map(reason ->
                new Problem.Detail(
                    "accountId",
                    "account-not-ready",
                    reason,
                    account.state().word(),
                    AccountState.READY.word(),
                    null))
            .toList());
  }
}
