/**
 * How long AWS and the cluster take, when to look next at something under way, and the bound below
 * which no provisioning can be.
 */
@NullMarked
package io.freehold.model.latency;

import org.jspecify.annotations.NullMarked;
