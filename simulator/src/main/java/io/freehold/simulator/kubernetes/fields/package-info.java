/** Which manager owns which field, and how server-side apply merges. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.fields;
