package io.freehold.controlplane.account;

/**
 * Whom customers' trust policies name, where that is not the whole of the control plane's own
 * account.
 *
 * @param arn of a role or a user
 */
public record VendorPrincipal(String arn) {}
