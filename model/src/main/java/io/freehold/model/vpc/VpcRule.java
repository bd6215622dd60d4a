package io.freehold.model.vpc;

import java.util.Locale;

/** What a VPC of the customer's own has to fulfil, each with the reason for it. */
public enum VpcRule {
  VPC_EXISTS("Everything is made inside this VPC."),
  VPC_TAG("The tag is the word of the VPC's owner that Freehold may work in it."),
  /**
   * Source: <a href="https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html">EKS
   * networking requirements</a>.
   */
  VPC_DNS_SUPPORT(
      "Nodes find the cluster, S3 and each other by names that the VPC's resolver answers."),
  VPC_DNS_HOSTNAMES("EKS registers nodes only where machines get names from the VPC."),
  VPC_SERVICE_RANGE("The cluster takes that range for its services, and would hide the VPC's."),
  THREE_ZONES("The loss of a zone must leave a quorum of ClickHouse Keeper."),
  SUBNET_EXISTS("Nodes and load balancers are placed in the subnets that are named."),
  SUBNET_IN_VPC("The cluster and its load balancers stand in one VPC."),
  SUBNET_ZONE("Zones are fixed when an infrastructure is made; peers are matched by them."),
  SUBNET_SIZE("Every pod takes an address of its own, and a subnet cannot grow."),
  SUBNET_ADDRESSES(
      "Two platform nodes take 60 addresses, a node of a service 60, EKS and load balancers 8."),
  SUBNET_TAG("The tag is the word of the subnet's owner that Freehold may place things in it."),
  SUBNET_ROLE_TAG("Kubernetes chooses the subnets of internal load balancers by this tag."),
  SUBNET_PRIVATE(
      "Nodes have no public addresses, so that way out does not work for them; and a subnet that"
          + " the internet reaches is no place for data."),
  SUBNET_WAY_OUT("Nodes join the cluster, and fetch their images, by way of the internet."),
  S3_ENDPOINT(
      "Without it all data goes to S3 through the NAT gateway, at about 45 USD a terabyte."),
  S3_ENDPOINT_ROUTES("Only subnets whose route table has the endpoint's route use it."),
  PUBLIC_SUBNET_ROUTE("A public load balancer is reached by way of an internet gateway."),
  PUBLIC_SUBNET_ZONES("A load balancer takes one subnet of each zone.");

  private final String reason;

  VpcRule(String reason) {
    this.reason = reason;
  }

  /** Stable, in kebab case: {@code subnet-tag}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why it matters, in a sentence. */
  public String reason() {
    return reason;
  }

  /** Whether it has to hold for as long as there is an infrastructure, and not at first only. */
  public boolean isLasting() {
    return this != SUBNET_ADDRESSES; // the infrastructure itself takes them
  }
}
