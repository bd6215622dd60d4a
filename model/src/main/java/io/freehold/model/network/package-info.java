/**
 * Address ranges, zones, and how a VPC is divided among them.
 *
 * <pre>{@code
 * CidrPlan plan = CidrPlan.of(Cidr.parse("10.0.0.0/16"), zones);
 * for (ZoneSubnets subnets : plan.subnets()) {
 *   subnets.privateSubnet();  // 10.0.0.0/18
 *   subnets.publicSubnet();   // 10.0.192.0/24
 * }
 * }</pre>
 */
@NullMarked
package io.freehold.model.network;

import org.jspecify.annotations.NullMarked;
