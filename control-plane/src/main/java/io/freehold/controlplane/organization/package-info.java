/** Organizations. */
@NullMarked
package io.freehold.controlplane.organization;

import org.jspecify.annotations.NullMarked;
