package io.freehold.simulator.customer;

/**
 * What a customer may have got wrong in a VPC of theirs; each breaks one rule of what is needed.
 */
public enum Mistake {
  /** The VPC does not carry {@code clickhouse-byoc}. */
  VPC_TAG_MISSING,
  /** The VPC carries {@code clickhouse-byoc=True}. */
  VPC_TAG_IN_WRONG_CASE,
  /** One private subnet does not carry {@code clickhouse-byoc}. */
  SUBNET_TAG_MISSING,
  /** One private subnet carries {@code clickhouse-byoc=True}. */
  SUBNET_TAG_IN_WRONG_CASE,
  /** One private subnet does not carry {@code kubernetes.io/role/internal-elb}. */
  ROLE_TAG_MISSING,
  /** One private subnet carries {@code kubernetes.io/role/internal-elb=true} instead of 1. */
  ROLE_TAG_OF_WRONG_TYPE,
  /** Three private subnets, but two of them in the same zone. */
  TWO_ZONES_ONLY,
  /** One private subnet is a /24. */
  SUBNET_TOO_SMALL,
  /** Almost every address of one private subnet is taken: two are left. */
  TOO_FEW_FREE_ADDRESSES,
  /** One private subnet is public in truth: its default route leads to the internet gateway. */
  ROUTE_TO_INTERNET_GATEWAY,
  /** Two private subnets get out, the third has no default route. */
  NO_WAY_OUT,
  /** The NAT gateway of one private subnet was deleted, and its route leads nowhere. */
  NAT_GATEWAY_GONE,
  /** There is no endpoint for S3. */
  ENDPOINT_MISSING,
  /** The endpoint for S3 is one of the interface type. */
  ENDPOINT_OF_INTERFACE_TYPE,
  /** The gateway endpoint for S3 serves the public subnets only. */
  ENDPOINT_NOT_ASSOCIATED,
  /** The gateway endpoint for S3 leaves out the table of one private subnet. */
  ENDPOINT_MISSES_ONE_TABLE,
  /** {@code enableDnsHostnames} is off. */
  DNS_HOSTNAMES_OFF,
  /** {@code enableDnsSupport} is off, and with it the names of hosts. */
  DNS_SUPPORT_OFF
}
