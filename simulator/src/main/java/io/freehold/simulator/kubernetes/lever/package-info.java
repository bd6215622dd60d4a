/** Faults of the cluster's API on demand, and the record of calls. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.lever;
