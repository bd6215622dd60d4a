package io.freehold.controlplane.infrastructure;

import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.network.Cidr;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a request says into a spec, and collects what it says wrongly. */
final class SpecReader {
  private static final int LONGEST_NAME = 100;

  private SpecReader() {}

  static void displayName(@Nullable String name, Violations violations) {
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      violations.add(
          "displayName", "name-length", name.length() + " characters", "1 to " + LONGEST_NAME);
    }
  }

  static Optional<Cidr> vpc(@Nullable String text, Violations violations) {
    return text == null ? Optional.empty() : Cidr.read("vpcCidrRange", text, violations);
  }

  static List<Cidr> peers(@Nullable List<String> texts, Violations violations) {
    List<Cidr> peers = new ArrayList<>();
    List<String> given = Objects.requireNonNullElse(texts, List.of());
    for (int i = 0; i < given.size(); i++) {
      Cidr.read("peerCidrs[" + i + "]", given.get(i), violations).ifPresent(peers::add);
    }
    return peers;
  }

  /** What is said of the ways in; what is not said stays as it is. */
  static LoadBalancers loadBalancers(
      LoadBalancers now, @Nullable Map<String, Boolean> said, Violations violations) {
    Map<String, Boolean> given = Objects.requireNonNullElse(said, Map.of());
    for (String name : given.keySet()) {
      if (!name.equals("public") && !name.equals("private")) {
        violations.add(
            "loadBalancers." + name, "unknown-field", "'" + name + "'", "public or private");
      }
    }
    return new LoadBalancers(
        given.getOrDefault("public", now.publicly()),
        given.getOrDefault("private", now.privately()));
  }

  static Optional<NatGateways> natGateways(
      InfrastructureRequest.@Nullable Network network, Violations violations) {
    if (network == null || network.natGateways() == null) {
      return Optional.empty();
    }
    Optional<NatGateways> known = NatGateways.of(network.natGateways());
    if (known.isEmpty()) {
      violations.add(
          "network.natGateways",
          "unknown-value",
          "'" + network.natGateways() + "'",
          "per-zone or single");
    }
    return known;
  }

  /**
   * What the rules say of a spec, in the words of the request: under the name of the field with
   * which zones were chosen, and not again about a field that is known to be wrong.
   */
  static void addRules(List<Violation> broken, boolean bySuffix, Violations violations) {
    Set<String> known =
        violations.list().stream().map(Violation::field).collect(Collectors.toSet());
    for (Violation one : broken) {
      String field =
          bySuffix && one.field().equals("zoneIds") ? "availabilityZoneSuffixes" : one.field();
      if (field.startsWith("egressCidrs")) {
        throw new IllegalStateException("the control plane's own setting: " + one.message());
      }
      if (!known.contains(field)) {
        violations.add(field, one.code(), one.found(), one.needed(), one.remedy());
      }
    }
  }
}
