/** A small Kubernetes API of our own: the endpoints of simulated EKS clusters. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes;
