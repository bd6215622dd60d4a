/** What all simulated services share: one clock, one lock, one set of levers. */
@NullMarked
package io.freehold.simulator.aws;

import org.jspecify.annotations.NullMarked;
