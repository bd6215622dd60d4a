/** Elastic Load Balancing: network load balancers of every account and region. */
@NullMarked
package io.freehold.simulator.loadbalancing;

import org.jspecify.annotations.NullMarked;
