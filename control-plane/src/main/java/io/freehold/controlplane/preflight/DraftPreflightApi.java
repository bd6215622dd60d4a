package io.freehold.controlplane.preflight;

import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.idempotency.AsksCloud;
import io.freehold.controlplane.infrastructure.InfrastructureRequest;
import io.freehold.controlplane.infrastructure.SpecMaker;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.violation.Violation;
import io.freehold.model.vpc.VpcRule;
import io.freehold.protocol.Success;
import io.freehold.protocol.preflight.Preflight;
import io.freehold.protocol.preflight.Preflight.Check;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The checks for an infrastructure that nobody asked for yet. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}")
class DraftPreflightApi {
  /** The codes of what a spec may be refused for and a check tells as well. */
  private static final Set<String> CHECKED =
      Set.of("too-few-zones", "zone-without-eks", "cidr-overlaps-peer", "cidr-overlaps-services");

  private final ObjectProvider<AccountLook> looks;
  private final ObjectProvider<RoleSessions> sessions;
  private final SpecMaker specs;
  private final Clock clock;

  DraftPreflightApi(
      ObjectProvider<AccountLook> looks,
      ObjectProvider<RoleSessions> sessions,
      SpecMaker specs,
      Clock clock) {
    this.looks = looks;
    this.sessions = sessions;
    this.specs = specs;
    this.clock = clock;
  }

  /**
   * Looks at the account for what a body of {@code POST /byocInfrastructure} would make, and keeps
   * nothing. What the account does not have is told as checks, and all of it at once, though the
   * body would be refused there.
   *
   * @param category of the checks that are wanted; all of them where none is named
   */
  @PostMapping("/preflight")
  @AsksCloud
  Success<Preflight> of(
      @PathVariable UUID organizationId,
      @RequestParam(defaultValue = "") List<String> category,
      Body<InfrastructureRequest> body) {
    Set<Category> wanted = categories(category);
    SpecMaker.Draft draft = specs.draft(organizationId, body);
    if (!draft.isReady()) {
      return shown(List.of(ShownChecks.notReady(draft.account())));
    }
    List<Check> checks = new ArrayList<>();
    if (wanted.contains(Category.NETWORK)) {
      draft.wrong().stream()
          .filter(one -> !isChecked(draft.spec(), one))
          .map(ShownChecks::contradiction)
          .forEach(checks::add);
    }
    checks.addAll(look(draft.spec(), draft.account(), wanted));
    return shown(checks);
  }

  private List<Check> look(InfrastructureSpec spec, StoredAccount account, Set<Category> wanted) {
    RoleSessions open = sessions.getObject();
    Owner nobody = new Owner(spec.name().value());
    AwsSession aws =
        open.session(
            new RoleSessions.Role(account.managementRoleArn().orElseThrow(), account.externalId()),
            spec.region(),
            nobody,
            spec.tags());
    try {
      AccountLook look = looks.getObject();
      return look.all(
          account, spec, look.policies(spec, account), aws, false, Optional.empty(), wanted);
    } catch (FailureException e) {
      throw PreflightApi.unavailable(e.failure());
    } finally {
      open.forget(nobody);
    }
  }

  /** Whether there is a check about the same: those of a customer's VPC look at all of it. */
  private static boolean isChecked(InfrastructureSpec spec, Violation one) {
    return switch (spec.network()) {
      case Network.Managed() -> false;
      case Network.Customer customer ->
          CHECKED.contains(one.code())
              || Arrays.stream(VpcRule.values()).anyMatch(rule -> rule.id().equals(one.code()));
    };
  }

  private Success<Preflight> shown(List<Check> checks) {
    Run run = new Run(0, checks, clock.instant(), clock.instant());
    return Answer.of(new Judgement(Optional.of(run), List.of()).shown());
  }

  private static Set<Category> categories(List<String> words) {
    List<String> given = words.stream().filter(word -> !word.isEmpty()).toList();
    if (given.isEmpty()) {
      return EnumSet.allOf(Category.class);
    }
    Set<Category> all = EnumSet.noneOf(Category.class);
    for (String word : given) {
      all.add(
          Category.of(word)
              .orElseThrow(() ->
                  Refusal.of(
                      400,
                      "invalid-parameter",
                      "category: found '%s', needed one of %s"
                          .formatted(
                              word,
                              Arrays.stream(Category.values())
                                  .map(Category::word)
                                  .collect(Collectors.joining(", "))))));
    }
    return all;
  }
}
