package io.freehold.controlplane.graph;

/**
 * Where the vendor's domain delegates those of infrastructures: a zone in the account of the
 * control plane's own credentials.
 *
 * @param id of the hosted zone, without a path
 */
public record VendorZone(String id) {}
