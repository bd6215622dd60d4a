package io.freehold.simulator.kubernetes.http;

import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.lever.Levers;
import io.freehold.simulator.kubernetes.metrics.SimulatedPrometheus;

/** What the wire needs of one cluster. */
public interface ClusterPort {
  ClusterState state();

  ClusterEnvironment environment();

  Levers levers();

  SimulatedPrometheus prometheus();

  /** The path before every path of the API: {@code /clusters/<name>}. */
  String prefix();

  /** Lets the controllers do what they have done until now. Not with the lock held. */
  void catchUp();

  /** Whether the cluster is still there. */
  boolean open();
}
