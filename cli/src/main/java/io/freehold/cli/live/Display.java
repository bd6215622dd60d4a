package io.freehold.cli.live;

import java.time.Instant;
import java.util.List;

/** Shows a tree while it changes. */
public interface Display extends AutoCloseable {
  /**
   * Shows what changed.
   *
   * @param steps what changed since the last time; may be empty, as time passes too
   * @param now the control plane's time
   */
  void update(LiveTree tree, List<LiveTree.Step> steps, Instant now);

  /** Says something beside the tree, like that the connection was lost. */
  void note(String text);

  /** Leaves the last picture, and the terminal as it was found. */
  @Override
  void close();
}
