package io.freehold.controlplane.onboarding;

import io.freehold.aws.onboarding.Parameter;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Template and module for everybody: without a key, and without anybody's external ID. */
@RestController
@RequestMapping("/onboarding")
class PublicOnboardingApi {
  private final VendorIdentity vendor;

  PublicOnboardingApi(VendorIdentity vendor) {
    this.vendor = vendor;
  }

  @GetMapping("/cloudformation.yaml")
  ResponseEntity<byte[]> cloudFormation() {
    return Served.template(presets());
  }

  @GetMapping("/terraform.tar.gz")
  ResponseEntity<byte[]> terraform() {
    return Served.module(presets());
  }

  private Map<Parameter, String> presets() {
    return vendor
        .principal()
        .map(principal -> Map.of(Parameter.VENDOR_PRINCIPAL, principal))
        .orElse(Map.of());
  }
}
