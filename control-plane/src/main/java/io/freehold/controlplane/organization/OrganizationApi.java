package io.freehold.controlplane.organization;

import io.freehold.controlplane.access.Caller;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.Refusal;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violations;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /organizations} of the public API. */
@RestController
@RequestMapping("/v1/organizations")
class OrganizationApi {
  /** As the public API has them; there is nothing in any but the first. */
  private static final List<String> PROVIDERS = List.of("aws", "gcp", "azure");

  private final Organizations organizations;
  private final Regions regions;

  OrganizationApi(Organizations organizations, Regions regions) {
    this.organizations = organizations;
    this.regions = regions;
  }

  /** The body with which an organization is changed. */
  record Change(
      @Nullable String name,
      @Nullable PrivateEndpoints privateEndpoints,
      @Nullable Boolean enableCoreDumps) {}

  /** Private endpoints to add and remove. */
  record PrivateEndpoints(
      @Nullable List<PrivateEndpoint> add, @Nullable List<PrivateEndpoint> remove) {}

  /** A private endpoint to add or remove. */
  record PrivateEndpoint(
      @Nullable String id,
      @Nullable String description,
      @Nullable String cloudProvider,
      @Nullable String region) {
    Organization.PrivateEndpoint registered() {
      return new Organization.PrivateEndpoint(
          Objects.requireNonNull(id),
          Objects.requireNonNullElse(description, ""),
          Objects.requireNonNull(cloudProvider),
          Objects.requireNonNull(region));
    }
  }

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
    PrivateEndpoints changed =
        Objects.requireNonNullElse(
            change.privateEndpoints(), new PrivateEndpoints(List.of(), List.of()));
    List<PrivateEndpoint> remove = Objects.requireNonNullElse(changed.remove(), List.of());
    List<PrivateEndpoint> add = Objects.requireNonNullElse(changed.add(), List.of());
    for (int i = 0; i < add.size(); i++) {
      checkNew("privateEndpoints.add[" + i + "].", add.get(i), body.violations());
    }
    for (int i = 0; i < remove.size(); i++) {
      checkEndpoint("privateEndpoints.remove[" + i + "].", remove.get(i), body.violations());
    }
    body.refuseIfWrong();
    return Answer.of(
        organizations.change(
            organizationId,
            Optional.ofNullable(change.name()),
            Optional.ofNullable(change.enableCoreDumps()),
            remove.stream().map(one -> Objects.requireNonNull(one.id())).toList(),
            add.stream().map(PrivateEndpoint::registered).toList()));
  }

  private void checkNew(String path, PrivateEndpoint endpoint, Violations violations) {
    checkEndpoint(path, endpoint, violations);
    RegisteredEndpoints.check(
        path, endpoint.id(), Objects.requireNonNullElse(endpoint.description(), ""), violations);
    if (endpoint.region() == null) {
      violations.add(path + "region", "field-missing", null, "where it is");
    }
    String provider = endpoint.cloudProvider();
    boolean another = provider != null && PROVIDERS.indexOf(provider) > 0;
    if (provider == null || another) {
      violations.add(
          path + "cloudProvider",
          provider == null ? "field-missing" : "provider-unsupported",
          provider == null ? null : "'" + provider + "'",
          PROVIDERS.getFirst());
    }
  }

  private void checkEndpoint(String path, PrivateEndpoint endpoint, Violations violations) {
    if (endpoint.id() == null) {
      violations.add(path + "id", "field-missing", null, "an id");
    }
    if (endpoint.cloudProvider() != null && !PROVIDERS.contains(endpoint.cloudProvider())) {
      violations.add(
          path + "cloudProvider",
          "unknown-value",
          "'" + endpoint.cloudProvider() + "'",
          String.join(", ", PROVIDERS));
    }
    if (endpoint.region() != null && regions.find(endpoint.region()).isEmpty()) {
      violations.add(
          path + "region",
          "unknown-value",
          "'" + endpoint.region() + "'",
          "one of " + String.join(", ", regions.ids()));
    }
  }

  /**
   * There is no endpoint service yet, in any region.
   *
   * @param provider {@code aws}
   */
  @GetMapping("/{organizationId}/privateEndpointConfig")
  Success<Organization.PrivateEndpointConfig> privateEndpointConfig(
      @PathVariable UUID organizationId,
      @RequestParam("cloud_provider") String provider,
      @RequestParam("region_id") String region) {
    if (!provider.equals("aws")) {
      throw Refusal.parameter("cloud_provider", provider, "aws");
    }
    if (regions.find(region).isEmpty()) {
      throw Refusal.parameter("region_id", region, "a supported region of aws");
    }
    return Answer.of(new Organization.PrivateEndpointConfig(""));
  }
}
