package io.freehold.controlplane.onboarding;

import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.web.Answer;
import io.freehold.controlplane.web.Refusal;
import io.freehold.protocol.Success;
import io.freehold.protocol.account.OnboardingPolicies;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /cloudAccounts/{id}/onboarding}: what one account deploys, with its values filled in. */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/cloudAccounts/{id}/onboarding")
class OnboardingApi {
  private final Accounts accounts;
  private final VendorIdentity vendor;

  OnboardingApi(Accounts accounts, VendorIdentity vendor) {
    this.accounts = accounts;
    this.vendor = vendor;
  }

  @GetMapping("/cloudformation.yaml")
  ResponseEntity<byte[]> cloudFormation(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Served.template(presets(find(organizationId, id)));
  }

  @GetMapping("/terraform.tar.gz")
  ResponseEntity<byte[]> terraform(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Served.module(presets(find(organizationId, id)));
  }

  @GetMapping("/policies")
  Success<OnboardingPolicies> policies(@PathVariable UUID organizationId, @PathVariable UUID id) {
    StoredAccount account = find(organizationId, id);
    String principal =
        vendor
            .principal()
            .orElseThrow(() ->
                Refusal.of(
                    503,
                    "vendor-unknown",
                    "The vendor's AWS account is not known at present, and the policies name it."));
    Onboarding onboarding = new Choice(account).onboarding(principal);
    Map<String, Map<String, Object>> policies = new LinkedHashMap<>();
    onboarding
        .policies()
        .forEach((group, document) -> policies.put(group.suffix(), document.tree()));
    return Answer.of(
        new OnboardingPolicies(
            TemplateVersion.newest().number(),
            onboarding.role().value(),
            onboarding.trust().tree(),
            policies,
            onboarding.boundary().tree()));
  }

  private Map<Parameter, String> presets(StoredAccount account) {
    Map<Parameter, String> presets = new Choice(account).parameters();
    vendor.principal().ifPresent(arn -> presets.put(Parameter.VENDOR_PRINCIPAL, arn));
    return presets;
  }

  private StoredAccount find(UUID organizationId, UUID id) {
    return accounts.byId(organizationId, id).orElseThrow(() -> Refusal.notFound("The account"));
  }
}
