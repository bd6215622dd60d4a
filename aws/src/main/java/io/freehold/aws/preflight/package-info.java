/** Finds what would stop an infrastructure halfway, before anything of it is made. */
@NullMarked
package io.freehold.aws.preflight;

import org.jspecify.annotations.NullMarked;
