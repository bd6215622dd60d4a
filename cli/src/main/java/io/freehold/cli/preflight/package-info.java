/** The verbs that look at an account before an infrastructure is made in it. */
@NullMarked
package io.freehold.cli.preflight;

import org.jspecify.annotations.NullMarked;
