/** What a simulated Prometheus has measured in its cluster, and the levers of services' use. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.metrics;
