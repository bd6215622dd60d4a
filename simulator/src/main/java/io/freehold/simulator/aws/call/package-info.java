/**
 * The one way that every simulated API call takes: log, limits, outages, permission, effect,
 * answer.
 */
@NullMarked
package io.freehold.simulator.aws.call;

import org.jspecify.annotations.NullMarked;
