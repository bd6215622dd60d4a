package io.freehold.controlplane.onboarding;

import io.freehold.controlplane.account.VendorPrincipal;
import io.freehold.controlplane.graph.Vendor;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who assumes customers' roles. */
@Component
final class VendorIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(VendorIdentity.class);

  private final ObjectProvider<Vendor> vendor;
  private final ObjectProvider<VendorPrincipal> narrower;

  VendorIdentity(ObjectProvider<Vendor> vendor, ObjectProvider<VendorPrincipal> narrower) {
    this.vendor = vendor;
    this.narrower = narrower;
  }

  /**
   * The ARN of the role or user that it does it as, or of its whole account; empty while nobody can
   * say which that is.
   */
  Optional<String> principal() {
    VendorPrincipal chosen = narrower.getIfAvailable();
    return chosen == null ? account() : Optional.of(chosen.arn());
  }

  private Optional<String> account() {
    Vendor known = vendor.getIfAvailable();
    if (known == null) {
      return Optional.empty();
    }
    try {
      return Optional.of("arn:aws:iam::" + known.account() + ":root");
    } catch (RuntimeException e) {
      // AWS is asked for it, and may not answer; a template without it is still of use.
      LOG.warn("the vendor's AWS account is not known: {}", e.toString());
      return Optional.empty();
    }
  }
}
