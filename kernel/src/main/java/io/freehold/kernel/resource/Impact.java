package io.freehold.kernel.resource;

/** What a change does to those who use the thing; in rising order. */
public enum Impact {
  /** Nobody notices. */
  NONE,
  /** Parts are restarted one after the other; the whole stays up. */
  ROLLING,
  /** Users notice: belongs into a maintenance window. */
  DISRUPTIVE,
  /** The thing would have to be made anew: never done without an explicit request. */
  REPLACE
}
