/** Who calls, and what they may do. */
@NullMarked
package io.freehold.controlplane.access;

import org.jspecify.annotations.NullMarked;
