/** AWS's error codes, in terms of who must act. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.failure;
