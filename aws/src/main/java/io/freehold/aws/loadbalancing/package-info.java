/** The kinds of a network load balancer. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.loadbalancing;
