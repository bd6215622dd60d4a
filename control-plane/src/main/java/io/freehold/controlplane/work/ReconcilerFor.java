package io.freehold.controlplane.work;

import io.freehold.kernel.queue.Reconciler;

/**
 * Who looks at things of one type. Every bean of this sort is found.
 *
 * @param type of the requests: {@code infrastructure}, {@code service}
 */
public record ReconcilerFor(String type, Reconciler reconciler) {}
