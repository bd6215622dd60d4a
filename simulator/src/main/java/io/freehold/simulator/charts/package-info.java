/** Helm charts that stand in for those of the programs that are simulated. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.charts;
