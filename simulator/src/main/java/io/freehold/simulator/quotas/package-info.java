/** Service Quotas: how much of each thing an account may have. */
@NullMarked
package io.freehold.simulator.quotas;

import org.jspecify.annotations.NullMarked;
