/** What one kind of thing in a cloud is: how to observe, create, compare, update and delete it. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.resource;
