package io.freehold.controlplane.preflight;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.idempotency.AsksCloud;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.MultiLine;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import io.freehold.kernel.resource.Owner;
import io.freehold.protocol.Problem;
import io.freehold.protocol.Success;
import io.freehold.protocol.preflight.Preflight;
import io.freehold.protocol.preflight.Preflight.Check;
import io.freehold.protocol.preflight.Preflight.Waiver;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was made sure of before an infrastructure is made, and what somebody said about it. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}")
class PreflightApi {
  private static final Set<String> NEVER_WAIVED =
      Set.of(io.freehold.aws.preflight.Preflight.ROLE_ASSUMABLE, "role-boundary");
  private static final int LONGEST_REASON = 1000;

  private final InfrastructureStore infrastructures;
  private final PreflightStore store;
  private final ObjectProvider<Preflights> preflights;
  private final ObjectProvider<CustomerAccess> access;
  private final WorkQueue queue;
  private final TransactionTemplate transactions;
  private final Clock clock;

  PreflightApi(
      InfrastructureStore infrastructures,
      PreflightStore store,
      ObjectProvider<Preflights> preflights,
      ObjectProvider<CustomerAccess> access,
      WorkQueue queue,
      TransactionTemplate transactions,
      Clock clock) {
    this.infrastructures = infrastructures;
    this.store = store;
    this.preflights = preflights;
    this.access = access;
    this.queue = queue;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A check that is to stop nothing.
   *
   * @param check its id
   * @param reason for the record
   */
  record WaiverRequest(@Nullable String check, @MultiLine @Nullable String reason) {}

  @GetMapping("/byocInfrastructure/{id}/preflight")
  Success<Preflight> get(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Answer.of(judgement(find(organizationId, id)).shown());
  }

  /** Looks at the account now; what was blocked and need not be goes on by itself. */
  @PostMapping("/byocInfrastructure/{id}/preflight")
  @AsksCloud
  Success<Preflight> verify(@PathVariable UUID organizationId, @PathVariable UUID id) {
    InfrastructureRow row = find(organizationId, id);
    if (row.deletion().isPresent()) {
      throw Refusal.conflict("being-deleted", "The infrastructure is being deleted.");
    }
    switch (access.getObject().open(row, new Owner(row.name()), Lease.uncontested())) {
      case CustomerAccess.Closed closed ->
          throw Refusal.conflict("account-not-ready", closed.message());
      case CustomerAccess.Way way -> {
        try (way) {
          preflights.getObject().run(row, way);
        } catch (FailureException e) {
          throw unavailable(e.failure());
        }
      }
    }
    request(id);
    return get(organizationId, id);
  }

  @PostMapping("/byocInfrastructure/{id}/preflight/waivers")
  Success<Preflight> waive(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller.OrganizationKey caller,
      Body<WaiverRequest> body) {
    body.require("check", "the id of a check that fails");
    body.require("reason", "why it is to stop nothing");
    String reason = Objects.requireNonNullElse(body.value().reason(), "");
    if (body.has("reason") && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
      body.violations()
          .add(
              "reason",
              "reason-length",
              reason.length() + " characters",
              "1 to " + LONGEST_REASON + ", not all of them blank");
    }
    body.refuseIfWrong();
    String check = Objects.requireNonNull(body.value().check());
    transactions.executeWithoutResult(status -> {
      InfrastructureRow row =
          infrastructures
              .lock(organizationId, id)
              .orElseThrow(() -> Refusal.notFound("The infrastructure"));
      requireFailing(judgement(row), check);
      store.waive(id, new Waiver(check, reason, "key " + caller.keyId(), now()));
      request(id);
    });
    return get(organizationId, id);
  }

  private static void requireFailing(Judgement judgement, String id) {
    Optional<Check> known =
        judgement.checks().stream().filter(check -> check.id().equals(id)).findFirst();
    if (known.filter(Judgement::isFailing).isPresent()) {
      requireWaivable(id);
      return;
    }
    String failing = judgement.failing().stream().map(Check::id).collect(Collectors.joining(", "));
    String needed = failing.isEmpty() ? "nothing: no check fails" : "one of " + failing;
    String found =
        known
            .map(check -> "'%s', which is %s".formatted(id, check.status()))
            .orElse("'" + id + "'");
    throw Refusal.of(
        known.isPresent() ? 409 : 400,
        known.isPresent() ? "check-does-not-fail" : "check-unknown",
        "check: found %s, needed %s".formatted(found, needed),
        List.of(
            new Problem.Detail(
                "check",
                known.isPresent() ? "check-does-not-fail" : "check-unknown",
                "check: found %s, needed %s".formatted(found, needed),
                found,
                needed,
                "See GET /byocInfrastructure/{id}/preflight, after a POST to it.")));
  }

  /** Behind these is what was not looked at, or what keeps the role from being more than it is. */
  private static void requireWaivable(String id) {
    if (NEVER_WAIVED.contains(id)
        || id.startsWith("customer-role")
        || id.endsWith("-not-checked")) {
      String needed = "a check whose finding somebody can take upon themselves";
      throw Refusal.of(
          409,
          "check-not-waivable",
          "check: found '%s', needed %s".formatted(id, needed),
          List.of(
              new Problem.Detail(
                  "check",
                  "check-not-waivable",
                  "check: found '%s', needed %s".formatted(id, needed),
                  "'" + id + "'",
                  needed,
                  "Do what its remedy says.")));
    }
  }

  /** The account was asked, and did not answer. */
  static Refusal unavailable(Failure failure) {
    return Refusal.of(
        503,
        "preflight-unavailable",
        "The account could not be looked at: %s (%s)."
            .formatted(failure.message(), failure.code()));
  }

  private Judgement judgement(InfrastructureRow row) {
    return new Judgement(store.latest(row.id()), store.waivers(row.id()));
  }

  private InfrastructureRow find(UUID organizationId, UUID id) {
    return infrastructures
        .find(organizationId, id)
        .orElseThrow(() -> Refusal.notFound("The infrastructure"));
  }

  private void request(UUID id) {
    queue.request(new ReconcileRequest("infrastructure", id), Duration.ZERO);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
