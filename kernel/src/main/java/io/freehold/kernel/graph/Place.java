package io.freehold.kernel.graph;

import java.util.function.Function;

/**
 * One account and API in which things live: the customer's AWS, the vendor's AWS, the cluster.
 *
 * @param name stored with every thing of it: never changes once released
 * @param session opens the session for it out of all the clouds of a pass
 * @param <C> all the clouds of a pass
 * @param <X> the session that the resource types of this place need
 */
public record Place<C, X>(String name, Function<C, X> session) {}
