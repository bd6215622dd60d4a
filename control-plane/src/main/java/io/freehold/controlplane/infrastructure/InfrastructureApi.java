package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.idempotency.AsksCloud;
import io.freehold.controlplane.idempotency.MadeOnce;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Paging;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.protocol.Page;
import io.freehold.protocol.Problem;
import io.freehold.protocol.Success;
import io.freehold.protocol.infrastructure.Infrastructure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /byocInfrastructure}: writes down what is asked for and requests a look at it, in one
 * transaction; everything else is the reconciler's.
 */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/byocInfrastructure")
class InfrastructureApi {
  private final InfrastructureStore store;
  private final InfrastructureView view;
  private final SpecMaker specs;
  private final SpecChange changes;
  private final Accounts accounts;
  private final VendorDomain domain;
  private final ObjectProvider<Occupants> occupants;
  private final LogHouseServices services;
  private final WorkQueue queue;
  private final TransactionTemplate transactions;
  private final Clock clock;

  InfrastructureApi(
      InfrastructureStore store,
      InfrastructureView view,
      SpecMaker specs,
      SpecChange changes,
      Accounts accounts,
      VendorDomain domain,
      ObjectProvider<Occupants> occupants,
      LogHouseServices services,
      WorkQueue queue,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.view = view;
    this.specs = specs;
    this.changes = changes;
    this.accounts = accounts;
    this.domain = domain;
    this.occupants = occupants;
    this.services = services;
    this.queue = queue;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping
  Page<Infrastructure> list(
      @PathVariable UUID organizationId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return new Paging(limit, cursor)
        .of(store.list(organizationId).stream().map(view::of).toList(), Infrastructure::id);
  }

  @PostMapping
  @AsksCloud
  Success<Infrastructure> create(
      @PathVariable UUID organizationId,
      Body<InfrastructureRequest> body,
      HttpServletRequest request) {
    UUID id = MadeOnce.id(request);
    if (store.find(organizationId, id).isPresent()) {
      return get(organizationId, id); // by this request, whose answer got lost
    }
    SpecMaker.Made made = specs.make(organizationId, body);
    InfrastructureSpec spec = made.spec();
    transactions.executeWithoutResult(status -> {
      StoredAccount account =
          accounts
              .hold(organizationId, spec.accountId())
              .orElseThrow(
                  () -> Refusal.conflict("account-unknown", "The account was just removed."));
      domain.keep();
      store.insert(
          id,
          organizationId,
          Objects.requireNonNullElse(body.value().displayName(), spec.name().value()),
          SpecMaker.withRolesOf(account, spec),
          now());
      request(id);
    });
    return get(organizationId, id);
  }

  @GetMapping("/{id}")
  Success<Infrastructure> get(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Answer.of(view.of(find(organizationId, id)));
  }

  @PatchMapping("/{id}")
  Success<Infrastructure> change(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<SpecChange.Request> body) {
    transactions.executeWithoutResult(status -> {
      // Before the infrastructure, as whoever changes a service does.
      Optional<LogHouseServices.Candidate> service =
          Optional.ofNullable(body.value().logHouse())
              .map(SpecChange.LogHouseRequest::serviceId)
              .flatMap(named -> services.hold(organizationId, named));
      InfrastructureRow row = lock(organizationId, id);
      InfrastructureSpec next =
          changes.apply(accounts.hold(organizationId, row.spec().accountId()), row, service, body);
      write(row, Objects.requireNonNullElse(body.value().displayName(), row.displayName()), next);
      if (!Objects.equals(next.logHouse(), row.spec().logHouse())) {
        wake(row.spec().logHouse());
        wake(next.logHouse());
      }
    });
    return get(organizationId, id);
  }

  /**
   * @param data {@code retain} or {@code delete}
   */
  @DeleteMapping("/{id}")
  Success<@Nullable Void> delete(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "retain") String data) {
    DataDecision decision = decision(data);
    transactions.executeWithoutResult(status -> {
      InfrastructureRow row = lock(organizationId, id);
      if (row.deletion().isEmpty()) {
        refuseIfInUse(row);
      }
      store.delete(organizationId, id, decision, now());
      if (decision == DataDecision.DELETE) {
        occupants.orderedStream().forEach(source -> source.deleteKept(id));
      }
      request(id);
    });
    return Answer.done();
  }

  private void wake(@Nullable LogHouse chosen) {
    if (chosen != null) {
      services.wake(chosen.serviceId());
    }
  }

  /** Writes a changed spec and has it looked at. */
  void write(InfrastructureRow row, String displayName, InfrastructureSpec next) {
    if (row.deletion().isPresent()
        || !store.change(row.organizationId(), row.id(), displayName, next, now())) {
      throw Refusal.conflict("being-deleted", "The infrastructure is being deleted.");
    }
    request(row.id());
  }

  InfrastructureRow lock(UUID organizationId, UUID id) {
    return store.lock(organizationId, id).orElseThrow(() -> Refusal.notFound("The infrastructure"));
  }

  private InfrastructureRow find(UUID organizationId, UUID id) {
    return store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The infrastructure"));
  }

  private void refuseIfInUse(InfrastructureRow row) {
    if (row.deletionProtection()) {
      throw Refusal.conflict(
          "deletion-protected",
          "The infrastructure is protected: PATCH it with deletionProtection false first.");
    }
    List<String> services =
        occupants.orderedStream().flatMap(source -> source.visible(row.id()).stream()).toList();
    if (!services.isEmpty()) {
      throw Refusal.conflict(
          "services-exist",
          "The infrastructure runs services: delete them first: " + String.join(", ", services));
    }
  }

  private static DataDecision decision(String data) {
    Optional<DataDecision> decision = DataDecision.of(data);
    if (decision.isEmpty()) {
      String sentence = "data: found '%s', needed retain or delete".formatted(data);
      throw Refusal.of(
          400,
          "invalid-parameter",
          sentence,
          List.of(
              new Problem.Detail(
                  "data", "unknown-value", sentence, data, "retain or delete", null)));
    }
    return decision.get();
  }

  private void request(UUID id) {
    queue.request(new ReconcileRequest("infrastructure", id), Duration.ZERO);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
