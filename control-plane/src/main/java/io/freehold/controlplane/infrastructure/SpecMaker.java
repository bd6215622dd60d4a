package io.freehold.controlplane.infrastructure;

import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.AccountState;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
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
   * @throws Refusal 400 with all that is wrong; 409 if the account cannot be worked in yet
   */
  public Made make(UUID organizationId, Body<InfrastructureRequest> body) {
    Violations violations = body.violations();
    InfrastructureRequest request = body.value();
    body.require("accountId", "the 12 digits of an AWS account that is onboarded");
    Optional<StoredAccount> account =
        Optional.ofNullable(request.accountId()).flatMap(id -> accounts.find(organizationId, id));
    if (request.accountId() != null && account.isEmpty()) {
      violations.add(
          "accountId",
          "account-unknown",
          "'" + request.accountId() + "'",
          "an AWS account of this organization",
          "Name it with POST /cloudAccounts first.");
    }
    ZoneChoice choice = choice(request);
    InfrastructureSpec draft = draft(body, choice);
    account.ifPresent(it -> SecretsKey.refuseIfWithheld(it, draft.secretsKeyArn(), violations));
    Optional<Region> region = regions.find(draft.region());
    Optional<StoredAccount> judged = region.isPresent() ? account.map(accounts::judged) : account;
    if (region.isPresent() && judged.filter(SpecMaker::isReady).isPresent()) {
      InfrastructureSpec spec = placed(judged.get(), region.get(), draft, choice, body);
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

  private static boolean isReady(StoredAccount account) {
    return account.state() == AccountState.READY;
  }

  /** The draft in zones, or in a VPC, that the account has. */
  private InfrastructureSpec placed(
      StoredAccount account,
      Region region,
      InfrastructureSpec draft,
      ZoneChoice choice,
      Body<InfrastructureRequest> body) {
    Violations violations = body.violations();
    return switch (draft.network()) {
      case Network.Managed() ->
          draft.toBuilder().zones(choice.among(ask(account, draft), region, violations)).build();
      case Network.Customer customer when isNamedWrongly(draft, violations) -> draft;
      case Network.Customer customer ->
          NamedVpc.complete(
              draft,
              customer,
              ask(account, draft, customer),
              range(body.value()),
              choice,
              violations);
    };
  }

  /** Then there is nothing to ask the account for. */
  private boolean isNamedWrongly(InfrastructureSpec draft, Violations violations) {
    return Stream.concat(draft.violations(regions).stream(), violations.list().stream())
        .map(Violation::field)
        .anyMatch(field ->
            field.startsWith("network.vpcId") || field.startsWith("network.privateSubnetIds"));
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
        .build();
  }

  private List<Zone> ask(StoredAccount account, InfrastructureSpec draft) {
    return ask(account, "its zones", () -> zones.of(account, draft.region(), draft.name()));
  }

  private VpcSurvey ask(
      StoredAccount account, InfrastructureSpec draft, Network.Customer customer) {
    return ask(
        account,
        customer.vpcId(),
        () ->
            vpcs.survey(
                account,
                draft.region(),
                draft.name(),
                customer.vpcId(),
                NamedVpc.subnetIds(customer)));
  }

  private <T> T ask(StoredAccount account, String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (FailureException e) {
      Failure failure = e.failure();
      String sentence =
          "The account %s could not be asked for %s: %s (%s)."
              .formatted(account.accountId(), what, failure.message(), failure.code());
      if (failure.kind() == Failure.Kind.PERMISSION) {
        accounts.doubt(account, failure.code().equals(RoleSessions.ROLE_REFUSED));
      }
      throw failure.kind().passesByItself()
          ? Refusal.of(503, "account-unreachable", sentence)
          : Refusal.conflict("account-not-ready", sentence);
    }
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
