package io.freehold.kernel.resource;

/** Whose a thing is, as its own marks say. */
public enum Ownership {
  /** It carries our owner tag, or lies within a thing that does. */
  OURS,
  /**
   * It lies in our account under the very name that we want, empty and without any mark: what an
   * unanswered creation of ours leaves where marks are put on in a second call, and otherwise
   * {@link #FOREIGN}.
   */
  UNMARKED,
  /** It carries no owner tag of ours: it is never changed and never deleted. */
  FOREIGN
}
