/** Requests that may be repeated safely. */
@NullMarked
package io.freehold.controlplane.idempotency;

import org.jspecify.annotations.NullMarked;
