package io.freehold.simulator.iam.policy;

/** What a policy hangs on, which decides what it may say. */
public enum PolicyKind {
  /** A role, a session, a boundary or an organization: names no principal. */
  IDENTITY,
  /** A resource such as a bucket: names principals and resources. */
  RESOURCE,
  /** A role, and says who may assume it: names principals and no resource. */
  TRUST
}
