/** The faults that a test can arm, in domain words. */
@NullMarked
package io.freehold.simulator.aws.lever;

import org.jspecify.annotations.NullMarked;
