/** A VPC of the customer's own: looked at, judged, and never touched. */
@org.jspecify.annotations.NullMarked
package io.freehold.aws.network.customer;
