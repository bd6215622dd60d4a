/** Clocks that can stand still and jump. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.time;
