/** Accounts, regions and zones. */
@NullMarked
package io.freehold.simulator.aws.place;

import org.jspecify.annotations.NullMarked;
