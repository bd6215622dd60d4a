package io.freehold.simulator.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network interface to be made.
 *
 * @param subnetId where
 * @param description as its describe call shows it, and by which leftovers are told
 * @param groupIds its security groups
 * @param type {@code interface}, {@code nat_gateway}, {@code network_load_balancer}
 * @param managed whether a service made it, so that the customer cannot delete it
 * @param attached whether it is in use, so that nobody can delete it
 * @param publicIp the elastic address that points to it, if any
 * @param tags its tags
 * @param addresses how many private addresses of the subnet it takes, at least one
 */
public record NewInterface(
    String subnetId,
    String description,
    List<String> groupIds,
    String type,
    boolean managed,
    boolean attached,
    Optional<String> publicIp,
    Map<String, String> tags,
    int addresses) {
  public NewInterface {
    groupIds = List.copyOf(groupIds);
    tags = Map.copyOf(tags);
  }

  /** One that a service makes and uses. */
  public static NewInterface of(String subnetId, String description) {
    return new NewInterface(
        subnetId, description, List.of(), "interface", true, true, Optional.empty(), Map.of(), 1);
  }

  public NewInterface groups(List<String> ids) {
    return new NewInterface(
        subnetId, description, ids, type, managed, attached, publicIp, tags, addresses);
  }

  public NewInterface type(String other) {
    return new NewInterface(
        subnetId, description, groupIds, other, managed, attached, publicIp, tags, addresses);
  }

  /** One that was left behind, or that a customer made: anybody may delete it. */
  public NewInterface available() {
    return new NewInterface(
        subnetId, description, groupIds, type, false, false, publicIp, tags, addresses);
  }

  public NewInterface withPublicIp(String address) {
    return new NewInterface(
        subnetId,
        description,
        groupIds,
        type,
        managed,
        attached,
        Optional.of(address),
        tags,
        addresses);
  }

  public NewInterface tagged(Map<String, String> others) {
    return new NewInterface(
        subnetId, description, groupIds, type, managed, attached, publicIp, others, addresses);
  }

  public NewInterface addresses(int count) {
    return new NewInterface(
        subnetId, description, groupIds, type, managed, attached, publicIp, tags, count);
  }
}
