/** Who calls, and whether they may. */
@NullMarked
package io.freehold.simulator.aws.access;

import org.jspecify.annotations.NullMarked;
