package io.freehold.simulator.aws.state;

import java.util.stream.Stream;

/** Tells what of its things exists. Asked under the world's lock. */
public interface LiveSource {
  /** What there is in truth. */
  Stream<LiveResource> live(String accountId);

  /** What a search by tag shows: new things may be missing, and what is shown may be old. */
  Stream<LiveResource> seen(String accountId);
}
