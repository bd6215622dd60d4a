/** One aspect of a thing's state, in the form that Kubernetes uses. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.condition;
