package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.name.ShortName;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.Success;
import io.freehold.protocol.service.Service;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /services} of the public API: made, shown, renamed, scaled and deleted. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services")
class ServiceApi {
  private final ServiceStore store;
  private final ServiceChanges changes;
  private final PrivateEndpoints endpoints;
  private final InfrastructureStore infrastructures;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ServiceApi(
      ServiceStore store,
      ServiceChanges changes,
      PrivateEndpoints endpoints,
      InfrastructureStore infrastructures,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.changes = changes;
    this.endpoints = endpoints;
    this.infrastructures = infrastructures;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param filter {@code tag:key=value} or {@code tag:key}; all of them have to hold
   */
  @GetMapping
  Success<List<Service>> list(
      @PathVariable UUID organizationId,
      @RequestParam(required = false) @Nullable List<String> filter) {
    List<String> filters = Objects.requireNonNullElse(filter, List.of());
    for (String one : filters) {
      if (!one.startsWith("tag:")) {
        throw Refusal.parameter("filter", one, "tag:key=value or tag:key");
      }
    }
    List<ServiceRow> rows =
        store.list(organizationId).stream()
            .filter(row -> filters.stream().allMatch(one -> Tags.match(row.tags(), one)))
            .toList();
    return Answer.of(changes.show(organizationId, rows));
  }

  @PostMapping
  Success<Service.Created> create(@PathVariable UUID organizationId, Body<ServiceRequest> body) {
    ServiceRequest request = body.value();
    ServiceSpec spec = ServiceSpecReader.create(body);
    body.require("byocId", "the id of the infrastructure that it is to run in");
    Optional<InfrastructureRow> place =
        Optional.ofNullable(request.byocId())
            .flatMap(id -> infrastructures.find(organizationId, id))
            .filter(row -> row.deletedAt().isEmpty());
    checkPlace(body, place);
    body.refuseIfWrong();
    UUID infrastructure = Objects.requireNonNull(request.byocId());
    Password password = Password.random(random);
    UUID id = UUID.randomUUID();
    transactions.executeWithoutResult(status -> {
      // Held, so that it is not deleted under a service that is just being made.
      if (infrastructures
          .lock(organizationId, infrastructure)
          .filter(row -> row.deletion().isEmpty())
          .isEmpty()) {
        throw Refusal.conflict("being-deleted", "The infrastructure is being deleted.");
      }
      changes.insert(row(id, organizationId, infrastructure, spec, request, password));
    });
    return Answer.withSecrets(
        new Service.Created(changes.show(organizationId, id), password.text()), "password");
  }

  @GetMapping("/{id}")
  Success<Service> get(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Answer.of(changes.show(organizationId, id));
  }

  @PatchMapping("/{id}")
  Success<Service> change(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<ServiceRequest.Change> body) {
    return Answer.of(
        changes.change(
            organizationId,
            id,
            row -> {
              ServiceSpec next = ServiceSpecReader.change(row.spec(), body);
              List<Service.Tag> tags =
                  ServiceSpecReader.tags(row.tags(), body.value().tags(), body.violations());
              List<String> ids =
                  endpoints.changed(row, body.value().privateEndpointIds(), body.violations());
              body.refuseIfWrong();
              changes.apply(row, next, tags);
              endpoints.set(row, ids);
            }));
  }

  @PatchMapping("/{id}/replicaScaling")
  Success<Service> scale(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<ServiceRequest.Scaling> body) {
    return Answer.of(
        changes.change(
            organizationId,
            id,
            row -> {
              ServiceSpec next = ServiceSpecReader.scale(row.spec(), body);
              body.refuseIfWrong();
              changes.apply(row, next, row.tags());
            }));
  }

  /** As {@link #scale}, by the public API's older way to say the memory: of three replicas. */
  @PatchMapping("/{id}/scaling")
  Success<Service> scaleInTotal(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      Body<ServiceRequest.TotalScaling> body) {
    return Answer.of(
        changes.change(
            organizationId,
            id,
            row -> {
              ServiceSpec next = ServiceSpecReader.scaleInTotal(row.spec(), body);
              body.refuseIfWrong();
              changes.apply(row, next, row.tags());
            }));
  }

  /**
   * @param data {@code retain} or {@code delete}
   */
  @DeleteMapping("/{id}")
  Success<@Nullable Void> delete(
      @PathVariable UUID organizationId,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "retain") String data) {
    changes.delete(organizationId, id, data);
    return Answer.done();
  }

  private static void checkPlace(Body<ServiceRequest> body, Optional<InfrastructureRow> place) {
    ServiceRequest request = body.value();
    if (request.byocId() != null && place.isEmpty()) {
      body.violations()
          .add(
              "byocId",
              "infrastructure-unknown",
              request.byocId().toString(),
              "an infrastructure of this organization");
    }
    place.ifPresent(row -> {
      String region = row.spec().region();
      if (request.region() != null && !request.region().equals(region)) {
        body.violations()
            .add(
                "region",
                "region-of-other-infrastructure",
                "'" + request.region() + "'",
                region + ", where the infrastructure is");
      }
    });
  }

  private ServiceRow row(
      UUID id,
      UUID organizationId,
      UUID infrastructure,
      ServiceSpec spec,
      ServiceRequest request,
      Password password) {
    return new ServiceRow(
        id,
        organizationId,
        infrastructure,
        ShortName.random(random),
        spec,
        Objects.requireNonNullElse(request.tags(), List.of()),
        ServiceChanges.VERSION,
        password.sha256Hex(),
        Wanted.RUNNING,
        1,
        Optional.empty(),
        ServiceState.PROVISIONING,
        0,
        List.of(),
        List.of(),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        Optional.empty(),
        Optional.empty(),
        ScalingSchedule.NONE,
        spec.minReplicaMemoryGb(),
        List.of());
  }
}
