package io.freehold.kernel.resource;

import java.util.Set;

/** A session that is told what it will be asked for, so that kinds can share reads. */
public interface Foresight {
  /**
   * The ids of what a pass will look at in its place, of whatever kind, as far as it was seen
   * usable before: what is new may not be found yet.
   */
  void expect(Set<String> externalIds);
}
