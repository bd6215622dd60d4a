/** What can go wrong, said in terms of who must act. */
@org.jspecify.annotations.NullMarked
package io.freehold.kernel.failure;
