/** What a customer does by hand in an account of the simulated AWS. */
@NullMarked
package io.freehold.simulator.customer;

import org.jspecify.annotations.NullMarked;
