/** An AWS on the wire that we did not write, and a wire that loses answers. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.moto;
