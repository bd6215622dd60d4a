package io.freehold.kernel.resource;

/** Whose a thing is, as its own marks say. */
public enum Ownership {
  /** It carries our owner tag, or lies within a thing that does. */
  OURS,
  /** It carries no owner tag of ours: it is never changed and never deleted. */
  FOREIGN
}
