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

  /** Once it is kept it stays. */
  private volatile boolean confirmed;

  /**
   * @throws OtherDomainException if the infrastructures that there are have another one
   */
  VendorDomain(VendorDomainStore store, NamingScheme naming) {
    this.store = store;
    this.domain = naming.domain();
    verify();
  }

  /**
   * Before anything is done to what follows from the domain: another control plane may have made
   * the first infrastructure, under another one, since this one began.
   *
   * @throws OtherDomainException if the infrastructures that there are have another one
   */
  void verify() {
    if (!confirmed) {
      store
          .find()
          .ifPresent(kept -> {
            if (!kept.equals(domain)) {
              throw new OtherDomainException(domain, kept);
            }
            confirmed = true;
          });
    }
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
