/** The objects of one cluster, their revisions, and the log of changes that watches read. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.store;
