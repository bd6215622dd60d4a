/**
 * Looks at an account before an infrastructure is made in it: runs, waivers, and what they hold up.
 */
@NullMarked
package io.freehold.controlplane.preflight;

import org.jspecify.annotations.NullMarked;
