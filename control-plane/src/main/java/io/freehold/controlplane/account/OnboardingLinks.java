package io.freehold.controlplane.account;

import io.freehold.protocol.account.CloudAccount;

/** Knows where the customer gets what makes the role of an account. */
public interface OnboardingLinks {
  /** The newest version of it. */
  int templateVersion();

  CloudAccount.Links of(StoredAccount account);
}
