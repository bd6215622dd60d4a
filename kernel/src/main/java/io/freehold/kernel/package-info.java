/** The engine: a graph of resources, and one loop that makes it real. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel;
