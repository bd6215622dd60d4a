package io.freehold.controlplane.account;

import io.freehold.aws.account.Verification;

/** Judges the management role of an account that has one, by using it. */
@FunctionalInterface
public interface RoleCheck {
  Verification of(StoredAccount account);
}
