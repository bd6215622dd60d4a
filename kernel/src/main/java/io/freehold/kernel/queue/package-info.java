/** Which thing to look at, when, and who may write while doing it. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.queue;
