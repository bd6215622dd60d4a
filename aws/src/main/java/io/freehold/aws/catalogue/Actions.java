package io.freehold.aws.catalogue;

import io.freehold.aws.catalogue.Permission.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The AWS actions that one kind uses, by phase and scope: the single source of every policy,
 * template and permission check. No wildcards.
 *
 * <pre>{@code
 * Actions.in(PolicyGroup.VPC_WRITE)
 *     .inspect("ec2:DescribeNatGateways")
 *     .provision(Scope.created(ec2("natgateway")), "ec2:CreateNatGateway")
 *     .provision(Scope.own(ec2("subnet"), ec2("elastic-ip")), "ec2:CreateNatGateway")
 *     .delete(Scope.own(ec2("natgateway")), "ec2:DeleteNatGateway");
 * }</pre>
 *
 * @param group the policy that grants what changes something
 * @param permissions in the order in which they were named
 */
public record Actions(PolicyGroup group, List<Permission> permissions) {
  public Actions {
    permissions = List.copyOf(permissions);
  }

  /** No action yet. */
  public static Actions in(PolicyGroup group) {
    return new Actions(group, List.of());
  }

  /** Looks at anything: most of AWS's describing calls cannot be narrowed. */
  public Actions inspect(String... actions) {
    return inspect(Scope.everything(), actions);
  }

  public Actions inspect(Scope scope, String... actions) {
    return with(Phase.INSPECT, group.ofReads(), scope, actions);
  }

  public Actions provision(Scope scope, String... actions) {
    return with(Phase.PROVISION, group, scope, actions);
  }

  public Actions change(Scope scope, String... actions) {
    return with(Phase.CHANGE, group, scope, actions);
  }

  public Actions delete(Scope scope, String... actions) {
    return with(Phase.DELETE, group, scope, actions);
  }

  /** What another part of the same kind needs, in a group of its own. */
  public Actions and(Actions other) {
    List<Permission> all = new ArrayList<>(permissions);
    all.addAll(other.permissions);
    return new Actions(group, all);
  }

  /** Every action of every phase, in the order of the alphabet. */
  public Set<String> all() {
    return of(Phase.values());
  }

  /** Every action of these phases, in the order of the alphabet. */
  public Set<String> of(Phase... phases) {
    Set<String> all = new TreeSet<>();
    permissions.stream()
        .filter(one -> Arrays.asList(phases).contains(one.phase()))
        .forEach(one -> all.add(one.action()));
    return all;
  }

  private Actions with(Phase phase, PolicyGroup in, Scope scope, String... actions) {
    List<Permission> all = new ArrayList<>(permissions);
    for (String action : actions) {
      all.add(new Permission(action, phase, in, scope));
    }
    return new Actions(group, all);
  }
}
