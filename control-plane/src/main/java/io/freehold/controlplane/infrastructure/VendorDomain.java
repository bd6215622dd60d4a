package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.web.Refusal;
import io.freehold.model.name.NamingScheme;
import org.springframework.stereotype.Component;

/**
 * Sees to it that infrastructures stay under the domain that the first of them was made under: the
 * names of all that is in them follow from it, and under another one nothing of it would be found.
 */
@Component
class VendorDomain {
  private final VendorDomainStore store;
  private final String domain;

  /**
   * @throws OtherDomainException if the infrastructures that there are have another one
   */
  VendorDomain(VendorDomainStore store, NamingScheme naming) {
    this.store = store;
    this.domain = naming.domain();
    store
        .find()
        .filter(kept -> !kept.equals(domain))
        .ifPresent(kept -> {
          throw new OtherDomainException(domain, kept);
        });
  }

  /**
   * Keeps the domain with an infrastructure that is made, within the caller's transaction.
   *
   * @throws Refusal 409 if another control plane has made one under another domain since this one
   *     began
   */
  void keep() {
    String kept = store.keep(domain);
    if (!kept.equals(domain)) {
      throw Refusal.conflict("other-domain", OtherDomainException.message(domain, kept));
    }
  }
}
