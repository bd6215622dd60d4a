package io.freehold.controlplane.service;

import io.freehold.controlplane.organization.RegisteredEndpoints;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.Success;
import io.freehold.protocol.service.PrivateEndpoint;
import io.freehold.protocol.service.Service;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How a service is reached by PrivateLink. Endpoints are registered already; there is no endpoint
 * service yet that they could lead to, and its id is empty until there is.
 */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/services/{id}")
class PrivateEndpointApi {
  private final ServiceStore store;
  private final ServiceChanges changes;
  private final ServiceView view;
  private final PrivateEndpointStore registered;
  private final PrivateEndpoints endpoints;
  private final Clock clock;

  PrivateEndpointApi(
      ServiceStore store,
      ServiceChanges changes,
      ServiceView view,
      PrivateEndpointStore registered,
      PrivateEndpoints endpoints,
      Clock clock) {
    this.store = store;
    this.changes = changes;
    this.view = view;
    this.registered = registered;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  /** The body with which an endpoint is registered. */
  record Request(@Nullable String id, @Nullable String description) {}

  /** There is no private endpoint service yet, only the name that it will have. */
  @GetMapping("/privateEndpointConfig")
  Success<Service.PrivateEndpointConfig> config(
      @PathVariable UUID organizationId, @PathVariable UUID id) {
    ServiceRow row =
        store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
    return Answer.of(
        new Service.PrivateEndpointConfig(
            "", view.privateHost(row, changes.infrastructure(row).spec())));
  }

  /** Registers an endpoint with the organization, and for this service. */
  @PostMapping("/privateEndpoint")
  Success<PrivateEndpoint> register(
      @PathVariable UUID organizationId, @PathVariable UUID id, Body<Request> body) {
    Request request = body.value();
    String endpoint = Objects.requireNonNullElse(request.id(), "");
    String description = Objects.requireNonNullElse(request.description(), "");
    body.require("id", "the endpoint's id: vpce-0123456789abcdef0");
    RegisteredEndpoints.check("", request.id(), description, body.violations());
    changes.requireThere(organizationId, id);
    body.refuseIfWrong();
    String region =
        changes
            .change(
                organizationId,
                id,
                row -> {
                  String here = changes.infrastructure(row).spec().region();
                  if (!registered.put(
                      organizationId, endpoint, description, here, clock.instant())) {
                    throw RegisteredEndpoints.elsewhere(endpoint);
                  }
                  endpoints.set(
                      row,
                      Lists.changed(
                          row.privateEndpointIds(), List.of(endpoint), List.of(), one -> one));
                })
            .region();
    return Answer.of(
        new PrivateEndpoint(endpoint, description, "aws", Objects.requireNonNull(region)));
  }
}
