package io.freehold.controlplane.organization;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.protocol.Success;
import io.freehold.protocol.organization.Organization;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /organizations} of the public API. */
@RestController
@RequestMapping("/v1/organizations")
class OrganizationApi {
  private final Organizations organizations;

  OrganizationApi(Organizations organizations) {
    this.organizations = organizations;
  }

  /** The body with which an organization is changed. */
  record Change(
      @Nullable String name,
      @Nullable PrivateEndpoints privateEndpoints,
      @Nullable Boolean enableCoreDumps) {}

  /** Private endpoints to add and remove. */
  record PrivateEndpoints(
      @Nullable List<PrivateEndpoint> add, @Nullable List<PrivateEndpoint> remove) {
    boolean isEmpty() {
      return Objects.requireNonNullElse(add, List.of()).isEmpty()
          && Objects.requireNonNullElse(remove, List.of()).isEmpty();
    }
  }

  /** A private endpoint to add or remove. */
  record PrivateEndpoint(
      @Nullable String id,
      @Nullable String description,
      @Nullable String cloudProvider,
      @Nullable String region) {}

  /** A key belongs to one organization, and so sees one. */
  @GetMapping
  Success<List<Organization>> list(
      @Parameter(hidden = true) @AuthenticationPrincipal Caller.OrganizationKey caller) {
    return Answer.of(List.of(organizations.get(caller.organizationId())));
  }

  @GetMapping("/{organizationId}")
  Success<Organization> get(@PathVariable UUID organizationId) {
    return Answer.of(organizations.get(organizationId));
  }

  @PatchMapping("/{organizationId}")
  Success<Organization> change(@PathVariable UUID organizationId, Body<Change> body) {
    Change change = body.value();
    if (change.name() != null) {
      Organizations.checkName(change.name(), body.violations());
    }
    if (change.privateEndpoints() != null && !change.privateEndpoints().isEmpty()) {
      body.violations()
          .add(
              "privateEndpoints",
              "not-supported",
              "endpoints to add or remove",
              "none",
              "PrivateLink is configured for each infrastructure.");
    }
    body.refuseIfWrong();
    return Answer.of(
        organizations.change(
            organizationId,
            Optional.ofNullable(change.name()),
            Optional.ofNullable(change.enableCoreDumps())));
  }
}
