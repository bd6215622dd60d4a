package io.freehold.controlplane.infrastructure;

import io.freehold.aws.graph.Remains;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.name.InfrastructureNames;
import java.util.ArrayList;
import java.util.List;

/** What is still there of an infrastructure whose ledger is done with it. */
final class Leftovers {
  private Leftovers() {}

  /** What stays by decision: all that is left in the ledger. */
  static List<Leftover> kept(List<LedgerEntry> entries) {
    return entries.stream()
        .map(entry ->
            new Leftover(
                entry.kind(), entry.externalId().orElse(entry.node()), true, "kept as asked"))
        .toList();
  }

  /**
   * The same, and what the account has of it besides.
   *
   * @param roles who made its roles: the customer's stay, since nobody else may delete them
   * @throws RuntimeException what the cloud's client throws, if it cannot be looked for
   */
  static List<Leftover> find(
      AwsSession aws, InfrastructureNames names, Roles roles, List<LedgerEntry> entries) {
    List<Leftover> left = new ArrayList<>(kept(entries));
    for (Remains one : Remains.find(aws, names)) {
      if (left.stream().noneMatch(known -> one.id().endsWith(known.externalId()))) {
        boolean customers = roles == Roles.CUSTOMER && one.kind().equals(Remains.ROLE);
        left.add(
            new Leftover(
                one.kind(),
                one.id(),
                customers,
                customers
                    ? "is the customer's to delete: it was made by the infrastructure's role"
                        + " template, so delete that stack"
                    : "is the infrastructure's, and Freehold does not know it"));
      }
    }
    return left;
  }
}
