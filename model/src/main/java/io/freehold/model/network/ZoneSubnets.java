package io.freehold.model.network;

/**
 * The two subnets of one zone.
 *
 * @param zone where
 * @param publicSubnet for load balancers and NAT gateways
 * @param privateSubnet for nodes and pods
 */
public record ZoneSubnets(Zone zone, Cidr publicSubnet, Cidr privateSubnet) {}
