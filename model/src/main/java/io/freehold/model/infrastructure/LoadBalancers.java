package io.freehold.model.infrastructure;

/**
 * The ways in.
 *
 * @param publicly from the internet, behind each service's IP access list
 * @param privately from the VPC, its peers and PrivateLink
 */
public record LoadBalancers(boolean publicly, boolean privately) {
  /** Reachable from the internet only, as a dedicated VPC starts. */
  public static final LoadBalancers PUBLIC_ONLY = new LoadBalancers(true, false);

  /** Reachable from inside only, as in a VPC of the customer's own. */
  public static final LoadBalancers PRIVATE_ONLY = new LoadBalancers(false, true);

  /** How many there are. */
  public int count() {
    return (publicly ? 1 : 0) + (privately ? 1 : 0);
  }
}
