/** The errors of a Kubernetes API server, in exactly its form. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.status;
