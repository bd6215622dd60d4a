package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.apicall.ApiCalls;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Paging;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.protocol.Page;
import io.freehold.protocol.Success;
import io.freehold.protocol.infrastructure.ApiCall;
import io.freehold.protocol.infrastructure.Leftover;
import io.freehold.protocol.infrastructure.Plan;
import io.freehold.protocol.infrastructure.Resource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an infrastructure is made of, what would be done to it, what it left behind. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/byocInfrastructure/{id}")
class InfrastructureDetailApi {
  private static final String NAMESPACE = "Namespace";

  private final InfrastructureStore store;
  private final InfrastructureApi infrastructures;
  private final SpecChange changes;
  private final ObjectProvider<Planner> planner;
  private final ObjectProvider<Occupants> occupants;
  private final ApiCalls calls;
  private final TransactionTemplate transactions;

  InfrastructureDetailApi(
      InfrastructureStore store,
      InfrastructureApi infrastructures,
      SpecChange changes,
      ObjectProvider<Planner> planner,
      ObjectProvider<Occupants> occupants,
      ApiCalls calls,
      TransactionTemplate transactions) {
    this.store = store;
    this.infrastructures = infrastructures;
    this.changes = changes;
    this.planner = planner;
    this.occupants = occupants;
    this.calls = calls;
    this.transactions = transactions;
  }

  /** The ways in, as they are to be; what is not said stays. */
  record Ways(
      @Schema(name = "public") @Nullable Boolean public_,
      @Schema(name = "private") @Nullable Boolean private_) {}

  @GetMapping("/resources")
  Page<Resource> resources(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return new Paging(limit, cursor).of(find(organizationId, id).nodes(), Resource::node);
  }

  @GetMapping("/leftovers")
  Page<Leftover> leftovers(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    InfrastructureRow row = find(organizationId, id);
    List<io.freehold.controlplane.infrastructure.Leftover> all = new ArrayList<>(row.leftovers());
    occupants
        .orderedStream()
        .flatMap(source -> source.leftovers(id).stream())
        // A namespace went with its cluster; its volumes did not.
        .filter(one -> row.deletedAt().isEmpty() || !one.kind().equals(NAMESPACE))
        .forEach(all::add);
    return new Paging(limit, cursor)
        .of(InfrastructureView.leftovers(all), one -> one.kind() + " " + one.externalId());
  }

  /** Every call to AWS that was made for it and its services, the latest first. */
  @GetMapping("/apiCalls")
  Page<ApiCall> apiCalls(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return calls.list(find(organizationId, id).id(), new Paging(limit, cursor));
  }

  @GetMapping("/plan")
  Success<Plan> plan(@PathVariable UUID organizationId, @PathVariable UUID id) {
    InfrastructureRow row = find(organizationId, id);
    return Answer.of(planner.getObject().plan(row));
  }

  @GetMapping("/loadBalancers")
  Success<Map<String, Boolean>> ways(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Answer.of(InfrastructureView.waysIn(find(organizationId, id).spec()));
  }

  @PatchMapping("/loadBalancers")
  Success<Map<String, Boolean>> change(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<Ways> body) {
    transactions.executeWithoutResult(status -> {
      InfrastructureRow row = infrastructures.lock(organizationId, id);
      LoadBalancers now = row.spec().loadBalancers();
      LoadBalancers next =
          new LoadBalancers(
              Objects.requireNonNullElse(body.value().public_(), now.publicly()),
              Objects.requireNonNullElse(body.value().private_(), now.privately()));
      infrastructures.write(row, row.displayName(), changes.apply(row.spec(), next, body));
    });
    return ways(organizationId, id);
  }

  private InfrastructureRow find(UUID organizationId, UUID id) {
    return store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The infrastructure"));
  }
}
