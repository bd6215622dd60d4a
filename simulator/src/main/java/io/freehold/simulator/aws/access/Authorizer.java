package io.freehold.simulator.aws.access;

/** Decides what a principal may do. Asked under the world's lock, once per resource of a call. */
@FunctionalInterface
public interface Authorizer {
  Decision decide(Principal principal, AccessRequest request);
}
