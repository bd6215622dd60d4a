/** The kinds of objects that a cluster knows: built in, and added by CustomResourceDefinitions. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.kind;
