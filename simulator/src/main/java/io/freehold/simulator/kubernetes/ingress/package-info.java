/** What Istio's gateway in a simulated cluster lets through. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.ingress;
