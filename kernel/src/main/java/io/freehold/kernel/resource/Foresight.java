package io.freehold.kernel.resource;

import java.util.Set;

/** A session that is told what it will be asked for, so that kinds can share reads. */
public interface Foresight {
  /** The ids of everything in its place that a pass will look at, of whatever kind. */
  void expect(Set<String> externalIds);
}
