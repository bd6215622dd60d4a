/** Infrastructures: their specs and states, and the passes that bring one to the other. */
@org.jspecify.annotations.NullMarked
package io.freehold.controlplane.infrastructure;
