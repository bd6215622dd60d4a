/** Which things there are and in which order; the parameters of a lambda are the edges. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.graph;
