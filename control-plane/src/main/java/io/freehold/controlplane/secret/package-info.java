/** Secrets that are shown once, and their hashes. */
@NullMarked
package io.freehold.controlplane.secret;

import org.jspecify.annotations.NullMarked;
