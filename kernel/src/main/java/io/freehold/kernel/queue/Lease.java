package io.freehold.kernel.queue;

/** The right to act for one thing, for a limited time. */
public interface Lease {

  /**
   * Grows with every worker that takes the thing over. Stores refuse writes under a smaller one.
   */
  long fence();

  /**
   * Called before every write to a cloud.
   *
   * @throws LeaseLostException if the lease is gone, or ends before a call that starts now must
   *     have timed out
   */
  void verify();

  /** A lease that nobody contests: for plans, tests and a single worker. */
  static Lease uncontested() {
    return new Lease() {
      @Override
      public long fence() {
        return 1;
      }

      @Override
      public void verify() {}
    };
  }
}
