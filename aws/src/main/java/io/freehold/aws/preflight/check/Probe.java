package io.freehold.aws.preflight.check;

import java.util.List;

/**
 * Looks at one side of an account, and changes nothing. Where AWS does not answer it throws what
 * the SDK throws: whoever runs probes decides what that means.
 */
public interface Probe {
  Category category();

  /** All that there is to say, passes included. */
  List<Check> examine();
}
