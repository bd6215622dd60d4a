/** The graphs over all clouds: of an infrastructure, and of a service in it. */
@org.jspecify.annotations.NullMarked
package io.freehold.controlplane.graph;
