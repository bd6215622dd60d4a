/** When cron jobs are due. */
@org.jspecify.annotations.NullMarked
package io.freehold.simulator.kubernetes.schedule;
