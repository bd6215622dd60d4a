/** One level-based pass over a graph, forwards and backwards. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.convergence;
