/** What a simulated cluster needs from the simulated AWS around it. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.environment;
