/**
 * The durable queue, its delays and the creation ledger, in PostgreSQL, fenced against late
 * workers.
 */
@org.jspecify.annotations.NullMarked
package io.freehold.controlplane.work;
